/**
 * Why a neuron that is badly wrong may learn slowly (chapter 3, its four "Run" animations). One neuron, one example:
 * input 1, wanted output 0. With the quadratic cost the slope is aσ'(z), nearly 0 where the neuron is saturated; with
 * the cross-entropy it is just a, largest where the neuron is most wrong.
 */
import { check } from "./check.ts";
import { sigmoid, sigmoidPrime } from "./sigmoid.ts";

/**
 * ∂C/∂w, which is also ∂C/∂b since the input is 1, for each way to learn. The third is a slip in the book's web page:
 * its cross-entropy animations step along 1/(1 − a), which is ∂C/∂a, with σ'(z) = a(1 − a) left out. It is kept here
 * to show the same pictures as the book; that slope is steeper, hence its smaller learning rate.
 */
export const slopes = {
  quadratic: (z: number) => sigmoid(z) * sigmoidPrime(z),
  "cross-entropy": (z: number) => sigmoid(z),
  "cross-entropy as the book's page has it": (z: number) => 1 / (1 - sigmoid(z)),
};

export type Slope = keyof typeof slopes;

export interface Neuron {
  w: number;
  b: number;
}

/** The output for input 1. */
export function output({ w, b }: Neuron): number {
  return sigmoid(w + b);
}

/** The neuron before training and after each of the steps (the animations take 301). */
export function train(start: Neuron, eta: number, slope: Slope, steps = 301): Neuron[] {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  const history = [start];
  for (let step = 0; step < steps; step++) {
    const { w, b } = history[step];
    const change = eta * slopes[slope](w + b);
    history.push({ w: w - change, b: b - change });
  }
  return history;
}

/** After how many steps the output first falls below a level (−1 if it never does). */
export function firstBelow(history: Neuron[], level: number): number {
  return history.findIndex((neuron) => output(neuron) < level);
}

export function demo(): string[] {
  const lines: string[] = [];
  const starts = [
    { w: 0.6, b: 0.9 },
    { w: 2.0, b: 2.0 },
  ];
  const runs: [Slope, number][] = [
    ["quadratic", 0.15],
    ["cross-entropy", 0.15],
    ["cross-entropy as the book's page has it", 0.005],
  ];
  for (const [slope, eta] of runs) {
    lines.push(`${slope}, learning rate ${eta}:`);
    for (const start of starts) {
      const history = train(start, eta, slope);
      const outputs = [0, 50, 100, 150, 200, 250, 301].map((step) => output(history[step]).toFixed(3));
      lines.push(`  w = ${start.w.toFixed(1)}, b = ${start.b.toFixed(1)}: output ${outputs.join(" ")}`);
    }
  }
  return lines;
}
