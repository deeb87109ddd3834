import { positiveInteger } from "../check.ts";
import { type Engine, wasmEngine } from "../engines/index.ts";
import { NndlError, show } from "../errors.ts";
import type { Network } from "../network/index.ts";
import { checkFunction } from "./functions.ts";

/** A function to approximate: one number or several, from the inputs. */
export type Goal = (...x: number[]) => number | readonly number[];

/** On which points a network is compared with a function, and with which engine. */
export interface MeasureOptions {
  /** Points of the grid along each input, 0 and 1 included; about 10,000 points in all when absent. */
  readonly perSide?: number | undefined;
  /** The wasm engine when absent. */
  readonly engine?: Engine | undefined;
}

/** How far a network is from a function. */
export interface Deviation {
  /** The mean of |g − f| over all points and outputs. */
  readonly mean: number;
  /** The largest |g − f|. */
  readonly largest: number;
  /** The point where it is largest. */
  readonly at: readonly number[];
}

const mostPoints = 2 ** 22;

/**
 * Measures on a grid over [0, 1]^m how far a network is from the function that it should be.
 *
 * @param f called with as many numbers as the network has inputs; gives a number, or an array of one for each output
 * @throws NndlError "universality.function", "universality.grid" for too many or too few points, "universality.values" for a value of f that is
 *   no finite number
 * @example
 * const ramp = interpolateByReLU([[0, 0], [1, 0.5]]);
 * (await measureApproximation(ramp, (x) => x / 2)).largest < 1e-6; // true
 */
export async function measureApproximation(
  network: Network,
  f: Goal,
  { perSide, engine = wasmEngine }: MeasureOptions = {},
): Promise<Deviation> {
  checkFunction(f);
  const { inputSize, outputSize } = network;
  const inputs = unitGrid(inputSize, perSide ?? Math.max(2, Math.round(10_000 ** (1 / inputSize))));
  const session = await engine.open(network, { threads: 1 });
  let outputs: Float32Array;
  try {
    outputs = session.predict(inputs);
  } finally {
    session.close();
  }
  let sum = 0;
  let largest = 0;
  let worst = 0;
  for (let i = 0; i * inputSize < inputs.length; i++) {
    const wanted = valuesOf(f, inputs.subarray(i * inputSize, (i + 1) * inputSize), outputSize);
    for (let k = 0; k < outputSize; k++) {
      const distance = Math.abs(outputs[i * outputSize + k]! - wanted[k]!);
      sum += distance;
      if (distance > largest) [largest, worst] = [distance, i];
    }
  }
  return {
    mean: sum / outputs.length,
    largest,
    at: Array.from(inputs.subarray(worst * inputSize, (worst + 1) * inputSize)),
  };
}

/**
 * The points of a grid over [0, 1]^inputs, one after another, the last input changing fastest: what `predict` takes.
 *
 * @param perSide points along each input, from 2; the first is 0, the last is 1
 * @throws NndlError "universality.grid"
 * @example Array.from(unitGrid(2, 2)); // [0, 0, 0, 1, 1, 0, 1, 1]
 */
export function unitGrid(inputs: number, perSide: number): Float32Array {
  const code = "universality.grid";
  positiveInteger(inputs, { code, what: "the number of inputs" });
  positiveInteger(perSide - 1, { code, what: "the points along each input, less one," });
  const count = perSide ** inputs;
  if (count > mostPoints)
    throw new NndlError(code, {
      received: `${perSide} to the power of ${inputs} points`,
      expected: `a grid must have at most ${mostPoints} points`,
      next: "Ask for fewer points along each input.",
    });
  const points = new Float32Array(count * inputs);
  for (let i = 0; i < count; i++)
    for (let k = inputs - 1, rest = i; k >= 0; k--, rest = Math.floor(rest / perSide))
      points[i * inputs + k] = (rest % perSide) / (perSide - 1);
  return points;
}

/** The values of a function of some numbers, checked. */
export function valuesOf(f: Goal, x: ArrayLike<number>, outputs?: number): readonly number[] {
  const value = f(...Array.from(x));
  const values = typeof value === "number" ? [value] : value;
  const right =
    Array.isArray(values) &&
    values.length === (outputs ?? values.length) &&
    values.length > 0 &&
    values.every(Number.isFinite);
  if (!right)
    throw new NndlError("universality.values", {
      received: `${show(value)} at (${Array.from(x).join(", ")})`,
      expected: `the function must give ${outputs === undefined ? "finite numbers" : `${outputs} finite numbers`}`,
      next: "Give a function that is defined for all inputs from 0 to 1.",
    });
  return values;
}
