/**
 * Perceptrons (chapter 1): weigh the evidence, compare it with a threshold, say 0 or 1.
 *
 * One perceptron makes a decision. The right one is a NAND gate, and NAND gates are enough to build any computer:
 * here they add whole numbers.
 */
import { check } from "./check.ts";

export type Bit = 0 | 1;

/** w·x, the evidence for saying 1. */
function weightedSum(weights: number[], x: number[]): number {
  check(weights.length === x.length, `${weights.length} weights need as many inputs; received ${x.length}`);
  return weights.reduce((sum, weight, j) => sum + weight * x[j], 0);
}

/** Equation (1): 1 only if the evidence exceeds the threshold. */
export function perceptronWithThreshold(weights: number[], threshold: number, x: number[]): Bit {
  return weightedSum(weights, x) > threshold ? 1 : 0;
}

/** Equation (2): the same with the bias b = −threshold, "how easily it says 1". At exactly w·x + b = 0 it says 0. */
export function perceptron(weights: number[], bias: number, x: number[]): Bit {
  return weightedSum(weights, x) + bias > 0 ? 1 : 0;
}

/**
 * Shall I go to the cheese festival? The weather counts 6; company and public transport count 2 each. With threshold
 * 5 only good weather is enough; with threshold 3 company and transport together are enough as well.
 */
export function cheeseFestival(threshold: number, goodWeather: Bit, company: Bit, transport: Bit): Bit {
  return perceptronWithThreshold([6, 2, 2], threshold, [goodWeather, company, transport]);
}

/** Two weights of −2 and a bias of 3: z = 3, 1, 1 and −1 for 00, 01, 10 and 11, so only 11 gives 0. */
export function nand(x1: Bit, x2: Bit): Bit {
  return perceptron([-2, -2], 3, [x1, x2]);
}

export interface SumAndCarry {
  sum: Bit;
  carry: Bit;
}

/** x1 + x2 from five NAND gates. */
export function halfAdder(x1: Bit, x2: Bit): SumAndCarry {
  const both = nand(x1, x2);
  return {
    sum: nand(nand(x1, both), nand(x2, both)),
    // One output drives both inputs of this gate.
    carry: nand(both, both),
  };
}

/** The same, where the doubled line into the carry (−2 and −2) is merged into a single line of weight −4. */
export function halfAdderMerged(x1: Bit, x2: Bit): SumAndCarry {
  const both = nand(x1, x2);
  return { sum: nand(nand(x1, both), nand(x2, both)), carry: perceptron([-4], 3, [both]) };
}

/** x1 + x2 + carry: two half adders, and an OR of their carries, since at most one of them carries. */
export function fullAdder(x1: Bit, x2: Bit, carry: Bit): SumAndCarry {
  const first = halfAdder(x1, x2);
  const second = halfAdder(first.sum, carry);
  const or = nand(nand(first.carry, first.carry), nand(second.carry, second.carry));
  return { sum: second.sum, carry: or };
}

/** Adds two whole numbers as we do on paper, in base two: column by column from the right, handing on the carry. */
export function add(x: number, y: number): number {
  check(
    Number.isSafeInteger(x) && x >= 0 && Number.isSafeInteger(y) && y >= 0,
    `only whole numbers from 0 up can be added here; received ${x} and ${y}`,
  );
  let total = 0;
  let carry: Bit = 0;
  for (let place = 1; place <= x || place <= y || carry === 1; place *= 2) {
    const column = fullAdder(bitAt(x, place), bitAt(y, place), carry);
    total += column.sum * place;
    carry = column.carry;
  }
  return total;
}

/** The binary digit of n that stands for `place` = 1, 2, 4, 8, … */
function bitAt(n: number, place: number): Bit {
  return Math.floor(n / place) % 2 === 1 ? 1 : 0;
}

const bits: Bit[] = [0, 1];

export function demo(): string[] {
  const lines = ["Cheese festival, with company and transport but in bad weather:"];
  for (const threshold of [5, 3])
    lines.push(`  threshold ${threshold}: ${cheeseFestival(threshold, 0, 1, 1) === 1 ? "go" : "stay at home"}`);
  lines.push("x1 x2  NAND  sum carry");
  for (const x1 of bits) {
    for (const x2 of bits) {
      const { sum, carry } = halfAdder(x1, x2);
      lines.push(` ${x1}  ${x2}     ${nand(x1, x2)}    ${sum}     ${carry}`);
    }
  }
  lines.push(`Perceptrons add: 1958 + 2013 = ${add(1958, 2013)}`);
  return lines;
}
