/**
 * L1 regularization (a problem of chapter 3). L2 shrinks each weight by a fraction of itself, so large weights shrink
 * most; L1 takes the same amount from every weight, so small ones reach 0 and a few important ones remain.
 */
import { asTraining, type Example, type TrainingPair, tinyDigits } from "./examples.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

export class L1Network extends Network {
  /** Equation (97): w ← w − (ηλ/n) sgn(w) − η∂C₀/∂w, with sgn(0) = 0. Biases are not regularized. */
  override updateMiniBatch(miniBatch: TrainingPair[], eta: number, lambda: number, n: number): void {
    const pull = eta * (lambda / n);
    const before = this.weights.map((layer) => layer.map((row) => row.map(Math.sign)));
    super.updateMiniBatch(miniBatch, eta, 0, n);
    this.weights.forEach((layer, l) => {
      layer.forEach((row, j) => {
        // The signs are those from before the step: both parts of the gradient are taken at the same place.
        for (let k = 0; k < row.length; k++) row[k] -= pull * before[l][j][k];
      });
    });
  }

  /** Equation (95): the mean cost plus λ/n Σ|w|, with n the size of the training set. */
  override totalCost(data: Example[], lambda: number, n: number): number {
    const sum = this.weights.flat(2).reduce((total, w) => total + Math.abs(w), 0);
    return super.totalCost(data, 0, n) + (lambda / n) * sum;
  }
}

export function demo(): string[] {
  const trainingData = asTraining(tinyDigits(100, new Random(1), 0.4));
  const testData = tinyDigits(500, new Random(2), 0.4);
  const lines = [
    "A [15, 20, 10] network that learned 100 noisy digits: how many of its 500 weights are within 0.02 of 0",
  ];
  for (const [name, lambda, net] of [
    ["none", 0, new Network([15, 20, 10], new Random(9))],
    ["L2", 0.2, new Network([15, 20, 10], new Random(9))],
    ["L1", 0.2, new L1Network([15, 20, 10], new Random(9))],
  ] as const) {
    net.sgd(trainingData, 100, 10, 0.5, { lambda });
    const small = net.weights.flat(2).filter((w) => Math.abs(w) < 0.02).length;
    lines.push(`  ${name.padEnd(4)}: ${String(small).padStart(3)} weights, ${net.accuracy(testData)} / 500 correct`);
  }
  return lines;
}
