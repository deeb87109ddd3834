/**
 * Why the first layers of a deep network learn slowly (chapter 5). With one neuron in each layer, the slope that reaches the first
 * one is a product with a factor for each neuron on the way back. Factors below 1 make it vanish, others make it explode, and
 * nothing keeps them near 1.
 */
import { backprop, feedforward, type Net, quadraticCostDerivative, randomNet, sigmoidUnit } from "./backprop.ts";
import { check } from "./check.ts";
import type { TrainingPair } from "./examples.ts";
import { zeroGradient } from "./layer.ts";
import { Random } from "./random.ts";
import { sigmoidPrime } from "./sigmoid.ts";

/** One sigmoid neuron in each layer: neuron l gets weights[l] times the activation before it, plus biases[l]. */
export function chain(weights: number[], biases: number[]): Net {
  check(weights.length > 0 && weights.length === biases.length, "a chain needs a weight and a bias for each neuron");
  return {
    weights: weights.map((w) => [[w]]),
    biases: biases.map((b) => [b]),
    neurons: weights.map(() => [sigmoidUnit]),
  };
}

/** w σ'(z) of each neuron: what the slope is multiplied by on its way back through it. */
export function factors(net: Net, x: number): number[] {
  return feedforward(net, [x]).zs.map(([z], l) => net.weights[l][0][0] * sigmoidPrime(z));
}

/** Equation (122): ∂C/∂b₁ = σ'(z₁) · w₂σ'(z₂) · w₃σ'(z₃) ⋯ ∂C/∂a, with as many factors as there are neurons. */
export function firstBiasSlope(net: Net, x: number, y: number): number {
  const { zs, activations } = feedforward(net, [x]);
  const [costSlope] = quadraticCostDerivative(activations[zs.length], [y]);
  return factors(net, x)
    .slice(1)
    .reduce((product, factor) => product * factor, sigmoidPrime(zs[0][0]) * costSlope);
}

/** The book's exploding chain: large weights, and biases that keep every z at 0, where σ' is largest. Each factor is w/4. */
export function explodingChain(neurons: number, weight = 100, x = 1): Net {
  const weights = Array.from({ length: neurons }, () => weight);
  // Behind the first neuron what comes in is σ(0) = ½.
  return chain(
    weights,
    weights.map((w, l) => -w * (l === 0 ? x : 0.5)),
  );
}

/** Equation (123): how wide the range of activations a is for which |wσ'(wa + b)| ≥ 1, whatever b is. σ' is at most ¼. */
export function growthWidth(w: number): number {
  const size = Math.abs(w);
  if (size <= 4) return 0;
  return (2 / size) * Math.log((size * (1 + Math.sqrt(1 - 4 / size))) / 2 - 1);
}

/** The same without the formula: halve an interval until it is clear where σ' falls below 1/|w|. */
export function measuredWidth(w: number): number {
  const size = Math.abs(w);
  if (size <= 4) return 0;
  let [inside, outside] = [0, size];
  for (let halving = 0; halving < 60; halving++) {
    const z = (inside + outside) / 2;
    if (size * sigmoidPrime(z) >= 1) inside = z;
    else outside = z;
  }
  // From −z to z, and wa + b goes through that while a moves by 2z / |w|.
  return (2 * inside) / size;
}

/** The mean gradient of some examples. */
export function meanGradient(net: Net, pairs: TrainingPair[]) {
  check(pairs.length > 0, "a gradient needs an example");
  const mean = zeroGradient(net);
  for (const [x, y] of pairs) {
    const { nablaB, nablaW } = backprop(net, x, y);
    nablaB.forEach((layer, l) => {
      layer.forEach((slope, j) => {
        mean.nablaB[l][j] += slope / pairs.length;
        nablaW[l][j].forEach((each, k) => {
          mean.nablaW[l][j][k] += each / pairs.length;
        });
      });
    });
  }
  return mean;
}

/** How fast each layer learns: ‖∂C/∂b‖. */
export function speeds(net: Net, pairs: TrainingPair[]): number[] {
  return meanGradient(net, pairs).nablaB.map((layer) => Math.hypot(...layer));
}

/** Steps of gradient descent on all examples at once; the speeds before each. */
export function train(net: Net, pairs: TrainingPair[], eta: number, steps: number): number[][] {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  return Array.from({ length: steps }, () => {
    const { nablaB, nablaW } = meanGradient(net, pairs);
    net.biases = net.biases.map((layer, l) => layer.map((b, j) => b - eta * nablaB[l][j]));
    net.weights = net.weights.map((layer, l) => layer.map((row, j) => row.map((w, k) => w - eta * nablaW[l][j][k])));
    return nablaB.map((layer) => Math.hypot(...layer));
  });
}

/** Points of a square, and whether each lies in a circle. */
export function circle(count: number, random: Random): TrainingPair[] {
  return Array.from({ length: count }, () => {
    const x = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
    return [x, [Math.hypot(...x) < 0.8 ? 1 : 0]];
  });
}

export function demo(): string[] {
  const show = (values: number[]) => values.map((value) => value.toExponential(2).padStart(10)).join("");
  const random = new Random(5);
  const four = () => Array.from({ length: 4 }, () => random.gaussian());
  const usual = chain(four(), four());
  const lines = [`A chain, the factors w σ'(z):  ${show(factors(usual, 0.5))}`];
  lines.push(`  dC/db of each neuron:        ${show(backprop(usual, [0.5], [1]).nablaB.flat())}`);
  lines.push(`  the first one as a product:  ${show([firstBiasSlope(usual, 0.5, 1)])}`);
  const exploding = explodingChain(4);
  lines.push(`Weights of 100, the factors:   ${show(factors(exploding, 1))}`);
  lines.push(`  dC/db of each neuron:        ${show(backprop(exploding, [1], [0]).nablaB.flat())}`);
  lines.push("", "|w σ'(wa + b)| is at least 1 for a in a range of this width:", "     w   equation (123)   measured");
  for (const w of [4, 5, 6.9, 10, 20, 100])
    lines.push(
      `${w.toFixed(1).padStart(6)}${growthWidth(w).toFixed(5).padStart(17)}${measuredWidth(w).toFixed(5).padStart(11)}`,
    );
  lines.push(
    "",
    "Speeds of the layers of 2-6-6-6-6-1, medians of 20 networks; in so many the first is slower than the fourth:",
  );
  const histories = Array.from({ length: 20 }, () =>
    train(randomNet([2, 6, 6, 6, 6, 1], random), circle(20, random), 1, 101),
  );
  for (const step of [0, 10, 20, 50, 100]) {
    const at = histories.map((history) => history[step]);
    const medians = at[0].map((_, l) => at.map((each) => each[l]).sort((one, other) => one - other)[10]);
    lines.push(
      `  step ${String(step).padStart(3)}: ${show(medians)}   ${at.filter((each) => each[0] < each[3]).length}`,
    );
  }
  lines.push("By then the output is near its mean for every input, and no layer has much of a slope: a plateau.");
  return lines;
}
