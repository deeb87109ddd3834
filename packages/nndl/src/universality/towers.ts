import { array, finite, oneOf, plainObject, positiveInteger } from "../check.ts";
import type { Network } from "../network/index.ts";
import { checkFunction, inverseSigmoid } from "./functions.ts";
import { type HandmadeOutput, handmade } from "./handmade.ts";
import { centres, cut, median } from "./intervals.ts";
import { type Goal, valuesOf } from "./measure.ts";
import { type Box, mostTowerWeights, type TowerOptions, towerLayers } from "./tower.ts";

/** A tower in a sum: where it stands, and what it adds to each output there. */
export interface Tower {
  /** Where the tower stands. */
  readonly box: Box;
  /** How high it is, one number for each output. */
  readonly weights: readonly number[];
}

/** How steep and how high the towers of a sum are, and what becomes of the sum. */
export interface TowersOptions extends TowerOptions {
  /** "linear" when absent; "sigmoid": σ of the sum. */
  readonly output?: HandmadeOutput | undefined;
}

/**
 * A network that is a sum of towers: over each box the output is that tower's weights, elsewhere 0. m inputs, a layer of
 * steps, a layer of one neuron for each tower, n outputs with bias 0.
 *
 * @param options.height h, 40 when absent: σ(−h/2) is what each tower leaks where it is off, and many leaks add up
 * @throws NndlError "universality.tower", "universality.interval", "universality.step", "universality.size"
 * @example
 * const two = towersNetwork([
 *   { box: [{ from: 0.1, to: 0.2 }, { from: 0.8, to: 0.9 }], weights: [0.7] },
 *   { box: [{ from: 0.7, to: 0.8 }, { from: 0.2, to: 0.3 }], weights: [0.5] },
 * ]);
 * two.layers.map(({ output }) => output[0]); // [8, 2, 1]
 * @see chapter 4, "Many input variables"
 */
export function towersNetwork(towers: readonly Tower[], options: TowersOptions = {}): Network {
  const code = "universality.tower";
  finite(array(towers, { code, what: "the towers" }).length, { code, what: "the number of towers" }, { min: 1 });
  const activation = oneOf(options.output ?? "linear", ["linear", "sigmoid"], { code, what: "output" });
  const weightsOf = (tower: unknown) =>
    array(plainObject(tower, { code, what: "every tower" }).weights, { code, what: "the weights of every tower" });
  const outputs = weightsOf(towers[0]).length;
  positiveInteger(outputs, { code, what: "the number of weights of a tower" });
  for (const tower of towers) {
    const own = weightsOf(tower);
    finite(own.length, { code, what: "the number of weights of every tower" }, { min: outputs, max: outputs });
    for (const weight of own) finite(weight, { code, what: "each weight of a tower" });
  }
  const layers = towerLayers(
    towers.map(({ box }) => box),
    { ...options, height: options.height ?? 40 },
  );
  const weights = Array.from({ length: outputs }, (_, k) => towers.map((tower) => tower.weights[k]!)).flat();
  return handmade(towers[0]!.box.length, [...layers, { weights, biases: Array(outputs).fill(0), activation }]);
}

/** How many towers approximate a function, and how they are laid over one another. */
export interface ApproximateTowersOptions extends TowersOptions {
  /** m, the number of inputs of the function. */
  readonly inputs: number;
  /** N, the number of towers along each input: N^m in all. */
  readonly perSide: number;
  /** M, the number of approximations laid over one another, each of f/M and shifted along the diagonal; 1 when absent. */
  readonly overlap?: number | undefined;
  /** In how many places along each side of a box the function is looked at; 3 when absent. With 1, in its middle. */
  readonly samples?: number | undefined;
}

/**
 * The towers that approximate a function on [0, 1]^m: for each box and each output the median of the function (of σ⁻¹∘f for
 * a sigmoid output) over a grid of points in the box.
 *
 * @throws NndlError as {@link approximateByTowers}
 */
export function towersFor(f: Goal, options: ApproximateTowersOptions): Tower[] {
  checkFunction(f);
  const code = "universality.tower";
  const inputs = positiveInteger(options.inputs, { code, what: "inputs" }, 24);
  const perSide = positiveInteger(options.perSide, { code, what: "perSide" }, 2 ** 16);
  const overlap = positiveInteger(options.overlap ?? 1, { code, what: "overlap" }, 1000);
  const samples = positiveInteger(options.samples ?? 3, { code, what: "samples" }, 100);
  const output = oneOf(options.output ?? "linear", ["linear", "sigmoid"], { code, what: "output" });
  // Before anything is made: a grid grows with the power of its inputs.
  const cells = (perSide + (overlap > 1 ? 1 : 0)) ** inputs * overlap;
  const next = "Ask for fewer towers along each input.";
  finite(
    cells * inputs * (perSide + 1),
    { code: "universality.size", what: "towers × steps", next },
    { max: mostTowerWeights },
  );
  finite(cells * samples ** inputs, { code: "universality.size", what: "towers × samples", next }, { max: 2 ** 26 });
  let outputs: number | undefined;
  return Array.from({ length: overlap }, (_, j) =>
    combinations(Array.from({ length: inputs }, () => cut(perSide, j / overlap))).map((bins): Tower => {
      const points = combinations(bins.map((bin) => centres(bin, samples)));
      const values = points.map((point) => {
        const value = valuesOf(f, point, outputs);
        outputs = value.length;
        return output === "sigmoid" ? value.map(inverseSigmoid) : value;
      });
      const weights = Array.from({ length: outputs! }, (_, k) => median(values.map((value) => value[k]!)) / overlap);
      return { box: bins.map(({ steps }) => steps), weights };
    }),
  ).flat();
}

/**
 * A network with two hidden layers that approximates a function from [0, 1]^m to R^n, made by hand of towers.
 *
 * Where the corners of boxes meet, none of their towers is on: windows of failure, as narrow as the steps are steep.
 * `overlap` repairs them: of M shifted approximations of f/M, few fail at the same point.
 *
 * @param f called with m numbers; gives a number or an array of n, between 0 and 1 (both excluded) for a sigmoid output
 * @throws NndlError "universality.function", "universality.tower", "universality.size" for more towers than fit, "universality.values" for a value
 *   that is no finite number, "universality.range" for one that no sigmoid outputs
 * @example
 * const saddle = approximateByTowers((x, y) => x * y, { inputs: 2, perSide: 10 });
 * saddle.layers.map(({ output }) => output[0]); // [22, 100, 1]
 * @see chapter 4, "Many input variables" and "Fixing up the step functions"
 */
export function approximateByTowers(f: Goal, options: ApproximateTowersOptions): Network {
  return towersNetwork(towersFor(f, options), { ...options, steepness: options.steepness ?? 200 * options.perSide });
}

/** Every way to take one of each list, the last changing fastest. */
function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((made, list) => made.flatMap((start) => list.map((item) => [...start, item])), [[]]);
}
