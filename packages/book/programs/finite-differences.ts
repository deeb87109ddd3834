/**
 * The gradient without backpropagation (chapter 2): move one weight by ε, look how the cost moves, divide (equation
 * 46); then the next weight. Nothing could be simpler, or slower: each weight and bias costs a pass through the
 * network, where backpropagation finds the whole gradient in about two. What it is good for is checking.
 */
import { backprop, feedforward, type Net, quadraticCost, randomNet } from "./backprop.ts";
import { check } from "./check.ts";
import type { Gradient } from "./layer.ts";
import { Random } from "./random.ts";

export interface Measured {
  gradient: Gradient;
  /** How many times the input was sent forward through the network. */
  passes: number;
}

/** ∂C/∂p ≈ (C(p + ε) − C(p)) / ε for every weight and bias p in turn. The network is left as it was found. */
export function finiteDifferences(
  net: Net,
  x: number[],
  y: number[],
  epsilon = 1e-7,
  costOf = quadraticCost,
): Measured {
  check(epsilon > 0 && Number.isFinite(epsilon), `epsilon must be a small number above 0; received ${epsilon}`);
  let passes = 0;
  const cost = () => {
    passes += 1;
    const { activations } = feedforward(net, x);
    return costOf(activations[activations.length - 1], y);
  };
  const costHere = cost();
  const slopes = (parameters: number[]) =>
    parameters.map((original, i) => {
      parameters[i] = original + epsilon;
      const slope = (cost() - costHere) / epsilon;
      // Put back what was there: subtracting ε again would leave a rounding error behind.
      parameters[i] = original;
      return slope;
    });
  const gradient = { nablaB: net.biases.map(slopes), nablaW: net.weights.map((layer) => layer.map(slopes)) };
  return { gradient, passes };
}

/** Passes through the network to get the gradient for one example: this way, and by backpropagation. */
export function passesNeeded(parameters: number): { finiteDifferences: number; backprop: number } {
  check(
    Number.isInteger(parameters) && parameters >= 1,
    `parameters must be a whole number from 1 up; received ${parameters}`,
  );
  // Backpropagation goes forward once and back once, and the way back costs about as much as the way forward.
  return { finiteDifferences: 1 + parameters, backprop: 2 };
}

/** The largest difference between two gradients of the same network. */
export function largestDifference(one: Gradient, other: Gradient): number {
  const flat = ({ nablaB, nablaW }: Gradient) => [...nablaB.flat(), ...nablaW.flat(2)];
  const theirs = flat(other);
  return flat(one).reduce((largest, value, i) => Math.max(largest, Math.abs(value - theirs[i])), 0);
}

export function demo(): string[] {
  const net = randomNet([4, 5, 3], new Random(3));
  const [x, y] = [
    [0.1, 0.9, 0.4, 0.6],
    [0, 1, 0],
  ];
  const exact = backprop(net, x, y);
  const lines = ["A [4, 5, 3] network, 43 weights and biases; largest difference from backpropagation:"];
  for (const epsilon of [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-13]) {
    const { gradient, passes } = finiteDifferences(net, x, y, epsilon);
    const difference = largestDifference(gradient, exact).toExponential(1);
    lines.push(`  epsilon ${epsilon.toExponential(0)}: ${difference}   (${passes} passes)`);
  }
  // A large ε looks too far along a curve; a tiny one asks for the difference of two almost equal numbers.
  lines.push("  (too large an epsilon misses the slope, too small a one drowns in rounding)");
  const million = passesNeeded(1_000_000);
  lines.push(`A million weights: ${million.finiteDifferences} passes, against ${million.backprop} by backpropagation.`);
  return lines;
}
