import type { Component } from "svelte";
import type { FigureAbout } from "./about.ts";

export interface FigureModule {
  readonly default: Component;
  readonly about: FigureAbout;
}

const files = import.meta.glob<FigureModule>(["./*.svelte", "../chapters/*/figures/*.svelte"]);

/** Those that are whole pages, and say so of themselves: they are embedded in no other page. */
export const wholePages: readonly string[] = ["class", "class-teacher", "cover", "studio"];

/** Loads a figure, by its name: those of the chapters' rooms, and those that stand in several chapters or none. */
export const figureModules: ReadonlyMap<string, () => Promise<FigureModule>> = new Map(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.svelte$/g, ""), load]),
);
