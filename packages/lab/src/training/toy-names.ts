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
