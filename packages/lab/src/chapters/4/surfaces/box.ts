/** The box over which chapter 4 builds its first tower, and where its figures look at it. */
import type { Box } from "nndl/universality";

export const box: Box = [
  { from: 0.4, to: 0.6 },
  { from: 0.3, to: 0.7 },
];
export const steepness = 1000;

/** One place in each part of the surface; the bumps' arms are as high as each other. */
export const places: readonly { readonly name: string; readonly at: readonly [number, number] }[] = [
  { name: "centre (0.5, 0.5)", at: [0.5, 0.5] },
  { name: "plateau in x (0.5, 0.1)", at: [0.5, 0.1] },
  { name: "plateau in y (0.1, 0.5)", at: [0.1, 0.5] },
  { name: "elsewhere (0.1, 0.1)", at: [0.1, 0.1] },
];
