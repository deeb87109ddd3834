/**
 * Images that are changed so little that nobody would notice, and yet are misread (chapter 6, where the book tells of them). The
 * gradient of the cost with respect to the *input* says which way each pixel must go; backpropagation gives it with one step
 * more: δ of the first layer through its weights.
 */
import { check } from "./check.ts";
import { argmax, asTraining, type TestPair, type TrainingPair, tinyDigits, vectorizedResult } from "./examples.ts";
import { backwards } from "./layer.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";

/** ∂C/∂x = (w¹)ᵀ δ¹: equation (BP2) once more, without an activation. By (BP3) δ¹ is the gradient of the first biases. */
export function inputGradient(net: Network, x: number[], y: number[]): number[] {
  return backwards(net.weights[0], net.backprop(x, y).nablaB[0]);
}

/** A number brought back between 0 and 1, as pixels are. */
const pixel = (value: number) => Math.min(1, Math.max(0, value));

/** The fast gradient sign: every pixel moves by epsilon, up or down, as the cost grows. */
export function fastGradientSign(net: Network, x: number[], y: number[], epsilon: number): number[] {
  check(epsilon >= 0, `epsilon must be a number from 0; received ${epsilon}`);
  return inputGradient(net, x, y).map((slope, k) => pixel(x[k] + epsilon * Math.sign(slope)));
}

/** The same in short steps, from where the last one led; no pixel goes further than epsilon from where it was. */
export function projectedGradient(net: Network, x: number[], y: number[], epsilon: number, steps: number): number[] {
  check(Number.isInteger(steps) && steps >= 1, `steps must be a whole number from 1 up; received ${steps}`);
  let changed = x;
  for (let step = 0; step < steps; step++)
    changed = fastGradientSign(net, changed, y, (2.5 * epsilon) / steps).map((value, k) =>
      Math.min(x[k] + epsilon, Math.max(x[k] - epsilon, value)),
    );
  return changed;
}

/** The smallest epsilon for which those steps make the network misread x; infinite where not even 1 is enough. */
export function smallestEpsilon(net: Network, x: number[], label: number, steps = 10): number {
  const y = vectorizedResult(label, net.biases[net.biases.length - 1].length);
  const isMisread = (epsilon: number) =>
    argmax(net.feedforward(projectedGradient(net, x, y, epsilon, steps))) !== label;
  if (isMisread(0)) return 0;
  if (!isMisread(1)) return Number.POSITIVE_INFINITY;
  let [enough, tooLittle] = [1, 0];
  for (let halving = 0; halving < 12; halving++) {
    const middle = (enough + tooLittle) / 2;
    if (isMisread(middle)) enough = middle;
    else tooLittle = middle;
  }
  return enough;
}

/** How many of some images are misread once each is changed by an attack. */
export function misread(net: Network, pairs: TestPair[], attack: (x: number[], y: number[]) => number[]): number {
  const outputs = net.biases[net.biases.length - 1].length;
  return pairs.filter(([x, label]) => argmax(net.feedforward(attack(x, vectorizedResult(label, outputs)))) !== label)
    .length;
}

/** The other way round: noise that is led *down* the cost of a class until the network is sure to see it. */
export function fromNoise(net: Network, label: number, random: Random, steps = 200, length = 0.1): number[] {
  const y = vectorizedResult(label, net.biases[net.biases.length - 1].length);
  let x = Array.from({ length: net.sizes[0] }, () => random.uniform());
  for (let step = 0; step < steps; step++) {
    const slopes = inputGradient(net, x, y);
    const size = Math.hypot(...slopes);
    // Behind saturated neurons there may be no slope at all.
    if (size === 0) break;
    x = x.map((value, k) => pixel(value - (length * slopes[k]) / size));
  }
  return x;
}

/** Learns from each image as it is, and as the network at that moment finds it hardest. */
export function trainAgainst(net: Network, pairs: TrainingPair[], epsilon: number, epochs: number, eta: number): void {
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = net.random.permutation(pairs.length);
    for (let from = 0; from < order.length; from += 10) {
      const batch = order.slice(from, from + 10).map((i) => pairs[i]);
      const hard = batch.map(([x, y]): TrainingPair => [fastGradientSign(net, x, y, epsilon), y]);
      net.updateMiniBatch([...batch, ...hard], eta);
    }
  }
}

export function demo(): string[] {
  const random = new Random(1);
  const digits = (count: number) => tinyDigits(count, random).map(([x, label]): TestPair => [x.map(pixel), label]);
  const [training, test] = [asTraining(digits(500)), digits(200)];
  const net = new Network([15, 30, 10], random);
  net.sgd(training, 15, 10, 3);
  const lines = [
    `A [15, 30, 10] network misreads ${misread(net, test, (x) => x)} of 200 digits of 3 x 5 pixels. Changed by`,
  ];
  lines.push("epsilon   one step   ten steps   noise of that size");
  for (const epsilon of [0.05, 0.1, 0.2, 0.3, 0.4]) {
    const counts = [
      misread(net, test, (x, y) => fastGradientSign(net, x, y, epsilon)),
      misread(net, test, (x, y) => projectedGradient(net, x, y, epsilon, 10)),
      misread(net, test, (x) => x.map((value) => pixel(value + epsilon * (random.uniform() < 0.5 ? -1 : 1)))),
    ];
    lines.push(`${epsilon.toFixed(2).padStart(7)}${counts.map((count) => String(count).padStart(12)).join("")}`);
  }
  const [[x, label]] = test;
  const changed = projectedGradient(net, x, vectorizedResult(label, 10), smallestEpsilon(net, x, label), 10);
  const [before, after] = [x, changed].map((image) => net.feedforward(image));
  lines.push(
    "",
    `The digit ${label}, and what is read as ${argmax(after)} (${before[label].toFixed(2)}, ${after[argmax(after)].toFixed(2)}):`,
  );
  for (let row = 0; row < 5; row++)
    lines.push(
      [x, changed]
        .map((image) =>
          image
            .slice(3 * row, 3 * row + 3)
            .map((v) => v.toFixed(2))
            .join(" "),
        )
        .join("     "),
    );
  const sure = Array.from({ length: 10 }, (_, k) => net.feedforward(fromNoise(net, k, random))[k]);
  lines.push("", `Noise led towards each class, its output: ${sure.map((a) => a.toFixed(2)).join(" ")}`);
  const other = new Network([15, 30, 10], random);
  other.sgd(training, 15, 10, 3);
  const foreign = misread(other, test, (x, y) => projectedGradient(net, x, y, 0.3, 10));
  lines.push(`Another network, with other first weights, misreads ${foreign} of those made with 0.3 for the first.`);
  const hardened = new Network([15, 30, 10], random);
  trainAgainst(hardened, training, 0.2, 15, 3);
  const left = misread(hardened, test, (x, y) => projectedGradient(hardened, x, y, 0.2, 10));
  lines.push(`Trained against one step of 0.2, a network misreads ${left} after ten steps within 0.2.`);
  return lines;
}
