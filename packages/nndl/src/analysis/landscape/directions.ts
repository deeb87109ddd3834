import { checkFiniteWeights } from "../../engines/work.ts";
import { NndlError, show } from "../../errors.ts";
import { isTrained } from "../../layers/index.ts";
import { checkNetwork, type Network, parameterName } from "../../network/index.ts";
import { checkSeed, stream } from "../../random/index.ts";
import type { ByParameter } from "../curvature.ts";

/** A plane through three networks in the space of all weights. */
export interface Plane {
  /** Two directions of length 1 at right angles, so that coordinates are distances between weights. */
  readonly directions: readonly [u: ByParameter, v: ByParameter];
  /** Where the three networks lie: the first at 0, 0, the second to the right of it, the third above them. */
  readonly coordinates: readonly [Coordinates, Coordinates, Coordinates];
}

/** A point of a plane: how far along each of its directions. */
export type Coordinates = readonly [u: number, v: number];

/**
 * The direction from one network's weights to another's: θ_to − θ_from, in float64, for every parameter, also those that no
 * gradient changes. At t = 0 on this line lies the first, at t = 1 the second.
 *
 * @throws NndlError "network.instance", "network.parameters" for weights that are not finite, "landscape.networks" for networks whose
 *   parameters have other names or shapes
 * @example
 * const other = network({ input: [784], layers: [dense(10)], seed: 2 });
 * directionBetween(net, other).get("layers.0.weights").length; // 7840
 */
export function directionBetween(from: Network, to: Network): ByParameter {
  checkNetwork(from);
  checkNetwork(to);
  checkFiniteWeights(from);
  checkFiniteWeights(to);
  const shapes = ({ parameters }: Network) =>
    [...parameters].map(([key, { shape }]) => `${key} [${shape.join(", ")}]`).join("; ");
  if (shapes(from) !== shapes(to))
    throw new NndlError("landscape.networks", {
      received: shapes(to),
      expected: `the second network must have the parameters of the first, ${shapes(from)}`,
      next: "Compare networks of one spec, from other seeds or other moments of training.",
    });
  return new Map(
    [...from.parameters].map(([key, { values: start }]) => {
      const { values: end } = to.parameters.get(key)!;
      return [key, Float64Array.from(start, (value, i) => end[i]! - value)] as const;
    }),
  );
}

/**
 * A direction at random in the space of a network's weights, the same for the same seed, and filter-normalized: gaussian numbers,
 * scaled so that what belongs to each neuron (or filter) is as long as its weights are, ‖d_j‖ = ‖w_j‖. So costs along it compare
 * between networks whose weights are of different size. Biases, and all of a batch normalization, stay as they are.
 *
 * @throws NndlError "network.instance", "network.parameters" for weights that are not finite, "seed"
 * @example [...randomDirection(net, 1).keys()]; // ["layers.0.weights"]
 * @see Li, Xu, Taylor, Studer and Goldstein, "Visualizing the loss landscape of neural nets", 2018, section 4
 */
export function randomDirection(network: Network, seed: number): ByParameter {
  checkNetwork(network);
  checkSeed(seed);
  checkFiniteWeights(network);
  const direction = new Map<string, Float64Array>();
  for (const { index, parameters } of network.layers)
    for (const { name, shape } of parameters.filter((each) => isTrained(each) && each.shape.length > 1)) {
      const key = parameterName(index, name);
      const { values: weights } = network.parameters.get(key)!;
      const draws = stream(seed, `direction/${key}`);
      const values = Float64Array.from(weights, () => draws.gaussian());
      const size = values.length / shape[0]!;
      for (let from = 0; from < values.length; from += size) {
        const filter = values.subarray(from, from + size);
        const scale = Math.sqrt(dot(weights.subarray(from, from + size)) / dot(filter));
        for (let i = 0; i < size; i++) filter[i]! *= scale;
      }
      direction.set(key, values);
    }
  return direction;
}

/**
 * The plane through the weights of three networks: u points from the first to the second, v at right angles to it towards the third.
 *
 * @throws NndlError as {@link directionBetween}; "landscape.networks" where two are equal or all lie on one line
 * @example
 * const [b, c] = [2, 3].map((seed) => network({ input: [784], layers: [dense(10)], seed }));
 * planeThrough(net, b, c).coordinates[0]; // [0,0]
 * @see Garipov, Izmailov, Podoprikhin, Vetrov and Wilson, "Loss surfaces, mode connectivity, and fast ensembling of DNNs", 2018
 */
export function planeThrough(first: Network, second: Network, third: Network): Plane {
  const [toSecond, toThird] = [directionBetween(first, second), directionBetween(first, third)];
  const right = lengthOf(toSecond);
  const refuse = (received: string): never => {
    throw new NndlError("landscape.networks", {
      received,
      expected: "three networks must not lie on one line for there to be one plane through them",
      next: "Give networks from three seeds, or use costAlong.",
    });
  };
  if (right === 0) refuse("two networks with equal weights");
  const u = map(toSecond, (value) => value / right);
  let along = 0;
  for (const [key, values] of toThird) along += dot(values, u.get(key)!);
  const rest = map(toThird, (value, key, i) => value - along * u.get(key)![i]!);
  const up = lengthOf(rest);
  if (!(up > 1e-6 * Math.max(right, lengthOf(toThird))))
    refuse("three networks of which one lies between the others, or beyond");
  return {
    directions: [u, map(rest, (value) => value / up)],
    coordinates: [
      [0, 0],
      [right, 0],
      [along, up],
    ],
  };
}

/** A direction that somebody gives: for some parameters of a network, or all, as many finite numbers as each has. */
export function checkDirection(network: Network, direction: unknown): ReadonlyMap<string, ArrayLike<number>> {
  const refuse = (received: string, expected: string): never => {
    throw new NndlError("landscape.direction", {
      received,
      expected,
      next: "Use randomDirection or directionBetween, or give a Map with an array for each parameter that is to move.",
    });
  };
  if (!(direction instanceof Map)) refuse(show(direction), "a direction must be a Map from names to numbers");
  for (const [key, given] of direction as ReadonlyMap<unknown, unknown>) {
    const own = typeof key === "string" ? network.parameters.get(key) : undefined;
    if (own === undefined)
      return refuse(`numbers for ${show(key)}`, `a direction must be of ${[...network.parameters.keys()].join(", ")}`);
    if (!(Array.isArray(given) || given instanceof Float32Array || given instanceof Float64Array))
      return refuse(`${show(given)} for ${key}`, "a direction must be of arrays of numbers");
    const { length } = own.values;
    if (given.length !== length) refuse(`${given.length} numbers`, `a direction must have ${length} for ${key}`);
    const wrong = Array.prototype.findIndex.call(given, (value: unknown) => !Number.isFinite(value));
    if (wrong >= 0) refuse(`${show(given[wrong])} at ${wrong} of ${key}`, "a direction must be of finite numbers");
  }
  return direction as ReadonlyMap<string, ArrayLike<number>>;
}

/** Σ a b, or Σ a². */
function dot(a: ArrayLike<number>, b: ArrayLike<number> = a): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function lengthOf(direction: ByParameter): number {
  let squares = 0;
  for (const values of direction.values()) squares += dot(values);
  return Math.sqrt(squares);
}

function map(direction: ByParameter, of: (value: number, key: string, i: number) => number): ByParameter {
  return new Map([...direction].map(([key, values]) => [key, values.map((value, i) => of(value, key, i))] as const));
}
