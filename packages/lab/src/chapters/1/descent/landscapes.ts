/** Costs of two variables, as landscapes to descend. */

export interface Landscape {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  /** What its axes show, and where a ball is first. */
  readonly range: readonly [number, number];
  readonly heights: readonly [number, number];
  readonly start: readonly [number, number];
  readonly cost: (v1: number, v2: number) => number;
  readonly gradient: (v1: number, v2: number) => readonly [number, number];
}

export const landscapes: readonly Landscape[] = [
  {
    name: "bowl",
    title: "bowl",
    formula: "C = v₁² + v₂²",
    range: [-1, 1],
    heights: [0, 2],
    start: [0.8, -0.6],
    cost: (v1, v2) => v1 ** 2 + v2 ** 2,
    gradient: (v1, v2) => [2 * v1, 2 * v2],
  },
  {
    name: "valley",
    title: "long valley",
    formula: "C = 0.1 v₁² + 2 v₂²",
    range: [-1, 1],
    heights: [0, 2.1],
    start: [-0.9, 0.6],
    cost: (v1, v2) => 0.1 * v1 ** 2 + 2 * v2 ** 2,
    gradient: (v1, v2) => [0.2 * v1, 4 * v2],
  },
  {
    name: "two-minima",
    title: "two minima",
    formula: "C = 4 (v₁² − 0.3)² + 0.2 v₁ + 0.5 v₂² + 0.2",
    range: [-1, 1],
    heights: [0, 3],
    start: [0.95, 0.8],
    cost: (v1, v2) => 4 * (v1 ** 2 - 0.3) ** 2 + 0.2 * v1 + 0.5 * v2 ** 2 + 0.2,
    gradient: (v1, v2) => [16 * v1 * (v1 ** 2 - 0.3) + 0.2, v2],
  },
  {
    name: "saddle",
    title: "saddle",
    formula: "C = 0.5 + v₁² − v₂² + ½ v₂⁴",
    range: [-1, 1],
    heights: [0, 1.5],
    start: [-0.9, 0.02],
    cost: (v1, v2) => 0.5 + v1 ** 2 - v2 ** 2 + 0.5 * v2 ** 4,
    gradient: (v1, v2) => [2 * v1, -2 * v2 + 2 * v2 ** 3],
  },
];

export function landscapeOf(name: string): Landscape {
  return landscapes.find((landscape) => landscape.name === name)!;
}
