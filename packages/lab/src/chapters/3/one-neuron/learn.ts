/** One neuron that is to say 0 to the input 1, learning by either cost: the reading room's program, with what a figure shows of it. */
import { CrossEntropyCost, QuadraticCost } from "@nndl/book/programs/costs";
import { type Neuron, output, type Slope, slopes, train } from "@nndl/book/programs/saturation";

export type CostName = "quadratic" | "cross-entropy";

/** As many as the book's animations take. */
export const most = 301;

/** Where the book begins. */
export const starts = {
  mild: { w: 0.6, b: 0.9 },
  bad: { w: 2, b: 2 },
} as const satisfies Readonly<Record<string, Neuron>>;

export interface Settings {
  readonly start: Neuron;
  /** η. */
  readonly rate: number;
  /** Whether the cross-entropy steps as in the book's page, along ∂C/∂a, with a thirtieth of the rate. */
  readonly asInPage: boolean;
}

/** A moment of a run. */
export interface Moment extends Neuron {
  readonly output: number;
  readonly cost: number;
  /** ∂C/∂w, which is ∂C/∂b too, as it is stepped along. */
  readonly slope: number;
}

/** The page of the book has 0.005 where the quadratic cost has 0.15. */
const pageRate = 30;

const costs = { quadratic: QuadraticCost, "cross-entropy": CrossEntropyCost } as const;

export function slopeName(cost: CostName, asInPage: boolean): Slope {
  return cost === "cross-entropy" && asInPage ? "cross-entropy as the book's page has it" : cost;
}

/** C for an output that should be 0. */
export function costOf(name: CostName, a: number): number {
  return costs[name].fn([a], [0]);
}

/** The neuron before training and after each step. */
export function learn(name: CostName, { start, rate, asInPage }: Settings, steps = most): Moment[] {
  const slope = slopeName(name, asInPage);
  const eta = name === "cross-entropy" && asInPage ? rate / pageRate : rate;
  return train(start, eta, slope, steps).map((neuron) => {
    const a = output(neuron);
    return { ...neuron, output: a, cost: costOf(name, a), slope: slopes[slope](neuron.w + neuron.b) };
  });
}

/** Where a cost is less steep than this, as a landscape over w and b, a step of it is hardly seen. */
export const level = 0.045;

/** The cost over weight and bias, or its slope ∂C/∂w. */
export function landscape(name: CostName, height: "cost" | "slope"): (w: number, b: number) => number {
  return height === "slope" ? (w, b) => slopes[name](w + b) : (w, b) => costOf(name, output({ w, b }));
}
