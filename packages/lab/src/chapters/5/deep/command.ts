import { type Deep, isOfTheBook } from "./network.ts";

const inWords: Readonly<Record<number, string>> = { 2: "two", 3: "three", 4: "four" };

/** The command that measures the same over a thousand images, where the network is one of the book's. */
export function speedsCommand(kind: "speeds" | "training-speeds", deep: Deep): string | undefined {
  const depth = inWords[deep.depth];
  if (depth === undefined || !isOfTheBook(deep)) return undefined;
  return `npx nndl reproduce ch5/${kind}-${depth}-layers${deep.seed === 1 ? "" : ` --seed ${deep.seed}`}`;
}
