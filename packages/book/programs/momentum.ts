/**
 * Momentum (chapter 3): the gradient changes the velocity, and the velocity the position, as with a ball that rolls.
 * μ is how much velocity is kept from step to step: 0 is plain gradient descent, 1 a ball without friction.
 */
import { check } from "./check.ts";
import { asTraining, type TrainingPair, tinyDigits } from "./examples.ts";
import { descend, type GradientOf } from "./gradient-descent.ts";
import { zeroGradient } from "./layer.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

/** Equations (107) and (108): v ← μv − η∇C(w), then w ← w + v. Returns every w, the start first. */
export function roll(gradient: GradientOf, start: number[], eta: number, mu: number, steps: number): number[][] {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  // μ > 1 and μ < 0 are allowed because two exercises ask what they do.
  check(Number.isFinite(mu), `the momentum mu must be a number; received ${mu}`);
  const path = [start];
  let velocity = start.map(() => 0);
  for (let step = 0; step < steps; step++) {
    const w = path[step];
    const slopes = gradient(w);
    velocity = velocity.map((v, i) => mu * v - eta * slopes[i]);
    path.push(w.map((component, i) => component + velocity[i]));
  }
  return path;
}

/** A long narrow valley, C = ½(w1² + 25 w2²): steep across, so η must stay small, and then slow along. */
export function narrowValley([w1, w2]: number[]): number {
  return (w1 * w1 + 25 * w2 * w2) / 2;
}

export function narrowValleyGradient([w1, w2]: number[]): number[] {
  return [w1, 25 * w2];
}

/** Chapter 3's network, trained with momentum (a problem): each weight and bias gets a velocity of its own. */
export class MomentumNetwork extends Network {
  /** Set this before training; 0 ≤ μ < 1 makes sense. */
  mu = 0.9;
  readonly velocity = zeroGradient(this);

  override updateMiniBatch(miniBatch: TrainingPair[], eta: number, lambda: number, n: number): void {
    const sum = zeroGradient(this);
    for (const [x, y] of miniBatch) this.backprop(x, y, sum);
    const rate = eta / miniBatch.length;
    const { nablaB: velocityB, nablaW: velocityW } = this.velocity;
    for (let l = 0; l < this.weights.length; l++) {
      for (let j = 0; j < this.weights[l].length; j++) {
        velocityB[l][j] = this.mu * velocityB[l][j] - rate * sum.nablaB[l][j];
        this.biases[l][j] += velocityB[l][j];
        const [row, velocities, slopes] = [this.weights[l][j], velocityW[l][j], sum.nablaW[l][j]];
        for (let k = 0; k < row.length; k++) {
          // The pull of L2 regularization towards 0 is a part of the gradient like any other.
          velocities[k] = this.mu * velocities[k] - rate * slopes[k] - eta * (lambda / n) * row[k];
          row[k] += velocities[k];
        }
      }
    }
  }
}

export function demo(): string[] {
  const start = [10, 1];
  const plain = narrowValley(descend(narrowValleyGradient, start, 0.02, 60)[60]);
  const lines = ["60 steps down a narrow valley with learning rate 0.02, from C = 62.5:"];
  lines.push(`  gradient descent: C = ${plain.toExponential(1)}`);
  for (const mu of [0, 0.5, 0.8, 0.99, 1.1, -0.5]) {
    const path = roll(narrowValleyGradient, start, 0.02, mu, 60);
    lines.push(`  mu = ${String(mu).padStart(4)}: C = ${narrowValley(path[60]).toExponential(1)}`);
  }
  lines.push("  (with mu > 1 every step adds speed and it flies off; with mu < 0 each step undoes part of the last)");

  const trainingData = asTraining(tinyDigits(200, new Random(1)));
  const testData = tinyDigits(200, new Random(2));
  lines.push("Two epochs on tiny digits with learning rate 0.05:");
  for (const mu of [0, 0.9]) {
    const net = new MomentumNetwork([15, 12, 10], new Random(8));
    net.mu = mu;
    net.sgd(trainingData, 2, 10, 0.05);
    lines.push(`  mu = ${String(mu).padStart(3)}: ${net.accuracy(testData)} / ${testData.length}`);
  }
  return lines;
}
