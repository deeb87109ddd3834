/** A line through points, made of rectified linear units: what each of them adds. */
import { type Network, parameterName } from "nndl";
import { interpolateByReLU } from "nndl/universality";
import type { RealFunction } from "./goal.ts";
import type { Point } from "./steps.ts";

/** One hidden unit: it sets in at x = −bias and goes on with this slope. */
export interface Bend {
  readonly at: number;
  readonly slope: number;
}

/** Points of a function, equally far apart. */
export function pointsOf(f: RealFunction, pieces: number): Point[] {
  return Array.from({ length: pieces + 1 }, (_, i) => [i / pieces, f(i / pieces)]);
}

/** What the library's network of these points adds up. */
export function bendsOf(points: readonly Point[]): {
  readonly network: Network;
  readonly start: number;
  readonly bends: Bend[];
} {
  const network = interpolateByReLU(points);
  const values = (layer: number, name: string) => network.parameters.get(parameterName(layer, name))!.values;
  const slopes = values(1, "weights");
  const bends = Array.from(values(0, "biases"), (bias, i) => ({ at: 0 - bias, slope: slopes[i]! }));
  return { network, start: values(1, "biases")[0]!, bends };
}

/** The sum of the start and some of the units. */
export function sumOfBends(start: number, bends: readonly Bend[], off: ReadonlySet<number> = new Set()): RealFunction {
  const on = bends.filter((_, i) => !off.has(i));
  return (x) => on.reduce((sum, { at, slope }) => sum + slope * Math.max(0, x - at), start);
}

/** Mean and largest distance of two functions over 10,000 places. */
export function distance(f: RealFunction, g: RealFunction): { readonly mean: number; readonly largest: number } {
  const count = 10_000;
  let [sum, largest] = [0, 0];
  for (let i = 0; i < count; i++) {
    const x = i / (count - 1);
    const apart = Math.abs(f(x) - g(x));
    sum += apart;
    largest = Math.max(largest, apart);
  }
  return { mean: sum / count, largest };
}
