/** The shapes of points that are made by rule, with how many classes each has. */
export const toyClasses = {
  circles: 2,
  xor: 2,
  gaussians: 2,
  spiral: 2,
  moons: 2,
  checkerboard: 2,
  wave: 2,
  rings: 3,
  clouds: 4,
} as const;

export type ToyName = keyof typeof toyClasses;
export const toyNames = Object.keys(toyClasses) as readonly ToyName[];

/** What they are called where people read, in the order in which they are offered. */
export const toyWords: Readonly<Record<ToyName, string>> = {
  spiral: "Spiral",
  circles: "Circles",
  xor: "XOR",
  gaussians: "Two clouds",
  moons: "Moons",
  checkerboard: "Squares",
  wave: "Wave",
  rings: "Three rings",
  clouds: "Four clouds",
};
