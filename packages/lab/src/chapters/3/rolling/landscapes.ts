/** Costs of two variables that punish plain gradient descent, with their slopes and their curvature. */
import { narrowValley, narrowValleyGradient } from "@nndl/book/programs/momentum";

type Range = readonly [number, number];

export interface RollingGround {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly x: Range;
  readonly y: Range;
  readonly heights: Range;
  readonly start: Range;
  /** A learning rate with which plain descent gets somewhere. */
  readonly rate: number;
  readonly cost: (x: number, y: number) => number;
  readonly gradient: (x: number, y: number) => readonly [number, number];
  readonly hessian: (x: number, y: number) => readonly (readonly [number, number])[];
}

export const grounds: readonly RollingGround[] = [
  {
    name: "valley",
    title: "narrow valley",
    formula: "C = ½ (w₁² + 25 w₂²)",
    x: [-11, 11],
    // Wider than the path needs, so that the picture has some height where it is narrow.
    y: [-6, 6],
    heights: [0, 200],
    start: [10, 1],
    rate: 0.02,
    cost: (x, y) => narrowValley([x, y]),
    gradient: (x, y) => narrowValleyGradient([x, y]) as [number, number],
    hessian: () => [
      [1, 0],
      [0, 25],
    ],
  },
  {
    name: "misleading",
    title: "misleading gradient",
    formula: "C = w₁² + 10 w₂²",
    x: [-3, 3],
    y: [-1.5, 1.5],
    heights: [0, 16],
    start: [2.6, 0.9],
    rate: 0.06,
    cost: (x, y) => x ** 2 + 10 * y ** 2,
    gradient: (x, y) => [2 * x, 20 * y],
    hessian: () => [
      [2, 0],
      [0, 20],
    ],
  },
  {
    name: "saddle",
    title: "saddle",
    formula: "C = ½ + w₁² − w₂² + ½ w₂⁴",
    x: [-1.5, 1.5],
    y: [-1.5, 1.5],
    heights: [0, 2],
    start: [-1.1, 0.02],
    rate: 0.05,
    cost: (x, y) => 0.5 + x ** 2 - y ** 2 + 0.5 * y ** 4,
    gradient: (x, y) => [2 * x, -2 * y + 2 * y ** 3],
    hessian: (_, y) => [
      [2, 0],
      [0, -2 + 6 * y ** 2],
    ],
  },
  {
    name: "false",
    title: "false minima",
    formula: "C = sin w₁ sin w₂ + 0.2 w₁",
    x: [-5, 5],
    y: [-5, 5],
    heights: [-2, 2],
    start: [4.2, 0.4],
    rate: 0.05,
    cost: (x, y) => Math.sin(x) * Math.sin(y) + 0.2 * x,
    gradient: (x, y) => [Math.cos(x) * Math.sin(y) + 0.2, Math.sin(x) * Math.cos(y)],
    hessian: (x, y) => [
      [-Math.sin(x) * Math.sin(y), Math.cos(x) * Math.cos(y)],
      [Math.cos(x) * Math.cos(y), -Math.sin(x) * Math.sin(y)],
    ],
  },
];

export function groundOf(name: string): RollingGround {
  return grounds.find((ground) => ground.name === name)!;
}
