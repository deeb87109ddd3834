/** Second derivatives of the cost: the Hessian, and its products with vectors, which need no Hessian. */
import { array, boolean, integer, knownKeys, plainObject, type Where } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { checkData } from "../engines/index.ts";
import { parametersOf } from "../engines/reference/arrays.ts";
import { zerosLike } from "../engines/reference/curvature.ts";
import { curvaturesOf, type HessianOf, hessianOf } from "../engines/reference/hessian.ts";
import { addParts, countOf, joinParts, type UnknownPart, unknownsOf } from "../engines/unknowns.ts";
import type { CodeIn } from "../error-codes.ts";
import { counted, NndlError, show } from "../errors.ts";
import { checkNetwork, type Network } from "../network/index.ts";

/** Of which examples' mean cost, and how layers compute with them. */
export interface CurvatureOptions {
  /** Which examples the cost is the mean of; all of the data when absent. */
  readonly examples?: readonly number[] | undefined;
  /**
   * Whether layers behave as in training: all examples are one mini-batch then, the first of a run, whose mean and deviation
   * batch normalization takes, and from which dropout drops. False when absent: as the network is used.
   */
  readonly training?: boolean | undefined;
}

/** Numbers by the name of the parameter that they belong to, in its shape. */
export type ByParameter = ReadonlyMap<string, Float64Array>;

/** All second derivatives of a cost. */
export interface Hessian {
  /** How many numbers of the network there are to move: it has as many rows, and as many columns. */
  readonly size: number;
  /** ∂²C/∂θ_i∂θ_j at [i · size + j]. */
  readonly values: Float64Array;
  /** Where each parameter's numbers are among the rows: from, and up to, not including, to. */
  readonly parts: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
}

/** Numbers that are moved, at most, where all of the Hessian is computed: it has 16.8 million entries then. */
const mostUnknowns = 4096;

/**
 * The Hessian of the mean unregularized cost times a vector, H·v: how the gradient changes where the parameters move along v,
 * exact but for rounding, in float64, at the price of about three gradients. H itself, which has as many entries as the square
 * of the number of parameters, is never made.
 *
 * Where a second derivative does not exist (the corner of a rectified linear unit, two values that are the largest of their
 * window), it is that of the side on which the value is taken to be: as almost everywhere.
 *
 * @param direction v: an array for each parameter that moves, by its name ("layers.0.weights"); the others stay
 * @returns H·v for every trained parameter, whether it moves or not
 * @throws NndlError "curvature.…" for a direction or options that do not fit, "data.…" for data that do not
 * @example
 * const direction = new Map([["layers.0.biases", [1, 0, 0, 0, 0, 0, 0, 0, 0, -1]]]);
 * const product = hessianVectorProduct(net, digits.training, direction, { examples: [0, 1] });
 * console.log(product.get("layers.0.weights"));
 * @see chapter 3, equations 103 to 106; Pearlmutter, "Fast exact multiplication by the Hessian", 1994
 */
export function hessianVectorProduct(
  network: Network,
  data: Dataset,
  direction: ReadonlyMap<string, ArrayLike<number>>,
  options: CurvatureOptions = {},
): ByParameter {
  const of = check(network, data, options);
  const unknowns = unknownsOf(network);
  const vector = checkDirection(direction, unknowns);
  const along = addParts(unknowns, vector, zerosLike(parametersOf(network)));
  const product = new Float64Array(vector.length);
  for (const curvature of curvaturesOf(network, of)) {
    const part = joinParts(unknowns, curvature.times(along));
    for (let i = 0; i < product.length; i++) product[i] += part[i] / of.examples.length;
  }
  return new Map(unknowns.map(({ key, from, to }) => [key, product.slice(from, to)]));
}

/**
 * All second derivatives of the mean unregularized cost, by as many products with vectors as there are parameters: for small
 * networks, of at most 4,096 numbers. It is symmetric but for rounding.
 *
 * @throws NndlError "curvature.size" for a larger network, "curvature.…" for options, "data.…" for data that do not fit
 * @example
 * const small = network({ input: [2], layers: [dense(1)], seed: 1 });
 * const { size, values } = hessian(small, regression([[0, 1]], [[1]]));
 * size; // 3
 * console.log(Array.from({ length: size }, (_, i) => values[i * size + i]));
 * @see chapter 3, equations 103 to 106
 */
export function hessian(network: Network, data: Dataset, options: CurvatureOptions = {}): Hessian {
  const of = check(network, data, options);
  const unknowns = unknownsOf(network);
  const size = countOf(unknowns);
  if (size > mostUnknowns)
    throw new NndlError("curvature.size", {
      received: counted(size, "number"),
      expected: `a whole Hessian can be of ${mostUnknowns} numbers at most: it has as many entries as their square`,
      next: "Use a smaller network, or hessianVectorProduct, which makes no Hessian.",
    });
  const columns = hessianOf(network, unknowns, of);
  let step = columns.next();
  while (!step.done) step = columns.next();
  return {
    size,
    values: step.value,
    parts: new Map(unknowns.map(({ key, from, to }) => [key, { from, to }])),
  };
}

function check(network: Network, data: Dataset, options: CurvatureOptions): HessianOf {
  checkNetwork(network);
  checkData(network, data);
  const where = (name: CodeIn<"curvature">): Where => ({ code: `curvature.${name}`, what: name });
  const all: Where = { code: "curvature.options", what: "the options of second derivatives" };
  const fields = plainObject(options, all);
  knownKeys(fields, ["examples", "training"], all);
  const given = fields.examples === undefined ? undefined : array(fields.examples, where("examples"));
  integer(given?.length ?? 1, { ...where("examples"), what: "the number of examples" }, { min: 1 });
  const examples =
    given === undefined
      ? Uint32Array.from({ length: data.count }, (_, i) => i)
      : Uint32Array.from(given, (example) =>
          integer(example, { ...where("examples"), what: "each example" }, { min: 0, below: data.count }),
        );
  return { data, examples, training: boolean(fields.training ?? false, { ...all, what: "training" }), step: 0 };
}

function checkDirection(direction: unknown, unknowns: readonly UnknownPart[]): Float64Array {
  const refuse = (received: string, expected: string): never => {
    throw new NndlError("curvature.direction", {
      received,
      expected,
      next: "Give a Map with an array of numbers for each parameter that is to move, as gradients has them.",
    });
  };
  if (!(direction instanceof Map)) return refuse(show(direction), "the direction must be a Map from names to numbers");
  const vector = new Float64Array(countOf(unknowns));
  for (const [key, given] of direction as ReadonlyMap<unknown, unknown>) {
    const part = unknowns.find((each) => each.key === key);
    if (part === undefined)
      return refuse(
        `numbers for ${show(key)}`,
        `the direction must be of parameters that are trained: ${unknowns.map((each) => each.key).join(", ")}`,
      );
    if (!Array.isArray(given) && !(given instanceof Float32Array) && !(given instanceof Float64Array))
      return refuse(`${show(given)} for ${part.key}`, "the direction must be of arrays of numbers");
    const values = Float64Array.from(given);
    if (values.length !== part.to - part.from)
      refuse(counted(values.length, "number"), `the direction must have ${part.to - part.from} for ${part.key}`);
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) refuse(`${values[wrong]} at ${wrong} of ${part.key}`, "the direction must be of finite numbers");
    vector.set(values, part.from);
  }
  return vector;
}
