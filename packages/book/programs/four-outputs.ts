/**
 * Ten outputs into four (an exercise of chapter 1): an extra layer that turns "the active output is number d" into the
 * binary digits of d, with weights found by thinking and not by training.
 *
 * Let the old output be right: at least 0.99 for the digit shown, less than 0.01 for the others. New output j asks
 * "is binary digit j of the number 1?": every old output whose number has that digit speaks for it, the others against.
 */
import { sigmoid } from "./sigmoid.ts";

/** 1 if binary digit j of the number is 1 (j = 0 counts ones, j = 1 twos, j = 2 fours, j = 3 eights). */
export function binaryDigit(number: number, j: number): number {
  return Math.floor(number / 2 ** j) % 2;
}

export interface OutputLayer {
  weights: number[][];
  bias: number;
}

/** weights[j][k] = `on` where digit j of k is 1, `off` where it is 0. */
export function outputLayer(on: number, off: number, bias: number): OutputLayer {
  const weights = [0, 1, 2, 3].map((j) => Array.from({ length: 10 }, (_, k) => (binaryDigit(k, j) === 1 ? on : off)));
  return { weights, bias };
}

/** Votes for and against: z is about +10 or −10. */
export const forAndAgainst = outputLayer(10, -10, 0);

/** Votes for only, and a bias to overcome: z is about +5 or −5. */
export const onlyFor = outputLayer(10, 0, -5);

/** The four new outputs for ten old ones. */
export function fourOutputs({ weights, bias }: OutputLayer, oldOutputs: number[]): number[] {
  return weights.map((row) => sigmoid(row.reduce((sum, weight, k) => sum + weight * oldOutputs[k], bias)));
}

/**
 * The largest error any new output can have while the old outputs keep their promise. z is a weighted sum of the old
 * outputs, so it is most wrong when each of them sits at that end of its range which pushes z the wrong way.
 */
export function worstError(layer: OutputLayer): number {
  let worst = 0;
  for (let digit = 0; digit < 10; digit++) {
    for (let j = 0; j < 4; j++) {
      const wanted = binaryDigit(digit, j);
      const oldOutputs = layer.weights[j].map((weight, k) => {
        const [low, high] = k === digit ? [0.99, 1] : [0, 0.01];
        const raisesZ = weight > 0;
        return raisesZ === (wanted === 1) ? low : high;
      });
      worst = Math.max(worst, Math.abs(fourOutputs(layer, oldOutputs)[j] - wanted));
    }
  }
  return worst;
}

export function demo(): string[] {
  const six = Array.from({ length: 10 }, (_, k) => (k === 6 ? 0.99 : 0.009));
  const outputs = fourOutputs(forAndAgainst, six).map((a) => a.toFixed(4));
  return [
    `A fairly sure 6 becomes ${outputs.reverse().join("  ")}   (eights, fours, twos, ones)`,
    `worst error with weights +10 and -10, bias 0:  ${worstError(forAndAgainst).toExponential(1)}`,
    `worst error with weights +10 and 0, bias -5:   ${worstError(onlyFor).toPrecision(2)}`,
  ];
}
