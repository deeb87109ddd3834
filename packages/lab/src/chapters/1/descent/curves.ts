/** Costs of one variable. */
export interface CostCurve {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly heights: readonly [number, number];
  readonly cost: (v: number) => number;
  readonly slope: (v: number) => number;
}

export const curves: readonly CostCurve[] = [
  {
    name: "parabola",
    title: "parabola",
    formula: "C = v²",
    heights: [-0.1, 1.1],
    cost: (v) => v ** 2,
    slope: (v) => 2 * v,
  },
  {
    name: "two-minima",
    title: "two minima",
    formula: "C = 3 (v² − 0.3)² + 0.3 v + 0.3",
    heights: [-0.1, 2.2],
    cost: (v) => 3 * (v ** 2 - 0.3) ** 2 + 0.3 * v + 0.3,
    slope: (v) => 12 * v * (v ** 2 - 0.3) + 0.3,
  },
  {
    name: "plateau",
    title: "plateau",
    formula: "C = 1 − e^(−12 (v − 0.4)²)",
    heights: [-0.1, 1.1],
    cost: (v) => 1 - Math.exp(-12 * (v - 0.4) ** 2),
    slope: (v) => 24 * (v - 0.4) * Math.exp(-12 * (v - 0.4) ** 2),
  },
];
