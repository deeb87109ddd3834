/** The chapters that the lab has, in their order: each is a folder. Only what writes the pages knows of them all. */
import type { Chapter } from "./chapter.ts";

const modules = import.meta.glob<{ readonly default: Chapter }>("./*/chapter.md", { eager: true });

export const chapters: readonly Chapter[] = Object.values(modules)
  .map((module) => module.default)
  .sort((a, b) => a.number - b.number);
