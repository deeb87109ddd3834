import { type Deep, isOfTheBook } from "./network.ts";

const inWords: Readonly<Record<number, string>> = { 1: "one", 2: "two", 3: "three", 4: "four" };

/** The command that trains the book's network of that depth on all images. */
export function trainingCommand(deep: Deep): string | undefined {
  const depth = inWords[deep.depth];
  if (depth === undefined || !isOfTheBook(deep)) return undefined;
  return `npx nndl reproduce ch5/${depth}-hidden-layer${deep.depth === 1 ? "" : "s"}${seedOf(deep)}`;
}

/** The command that measures the same over a thousand images, where the network is one of the book's. */
export function speedsCommand(kind: "speeds" | "training-speeds", deep: Deep): string | undefined {
  const depth = inWords[deep.depth];
  if (depth === undefined || deep.depth === 1 || !isOfTheBook(deep)) return undefined;
  return `npx nndl reproduce ch5/${kind}-${depth}-layers${seedOf(deep)}`;
}

const seedOf = ({ seed }: Deep) => (seed === 1 ? "" : ` --seed ${seed}`);
