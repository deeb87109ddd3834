import { array, finite, integer, knownKeys, plainObject, type Where } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { checkData } from "../engines/index.ts";
import { inputsOf, lengthsOf, parametersOf, targetsOf } from "../engines/reference/arrays.ts";
import { exampleCosts, forward, gradientPass } from "../engines/reference/pass.ts";
import type { CodeIn } from "../error-codes.ts";
import { isTrained } from "../layers/index.ts";
import { checkNetwork, type Network, parameterName } from "../network/index.ts";

/** Which slopes are compared, how, and how close they must be. */
export interface GradientCheckOptions {
  /** Which examples the cost is the mean of; the first four of the data when absent. */
  readonly examples?: readonly number[] | undefined;
  /** How far each number is moved, both ways; 1e−6 when absent. */
  readonly epsilon?: number | undefined;
  /** The difference that is allowed, relative to the larger of the two slopes; 1e−3 when absent. */
  readonly rtol?: number | undefined;
  /** The difference that is allowed besides; 1e−5 when absent. */
  readonly atol?: number | undefined;
}

/** One partial derivative, found twice. */
export interface ComparedSlope {
  /** The parameter it belongs to ("layers.0.weights"), or "inputs". */
  readonly name: string;
  /** Its place in that array; inputs are those of one example after another. */
  readonly index: number;
  readonly backpropagation: number;
  readonly differences: number;
  /** How far the two are apart, and how far they may be. */
  readonly error: number;
  readonly allowed: number;
}

/** How backpropagation and central differences compare, slope by slope. */
export interface GradientReport {
  readonly passed: boolean;
  /** How many partial derivatives were compared. */
  readonly compared: number;
  /** How many of them were further apart than allowed. */
  readonly wrong: number;
  /** The one that is furthest beyond (or least within) what is allowed. */
  readonly worst: ComparedSlope;
  /** Passes through the network: backpropagation needs two for all slopes, differences two for each. */
  readonly passes: { readonly backpropagation: number; readonly differences: number };
}

/**
 * Compares the gradient that backpropagation gives with central differences, both in float64 on the reference engine's
 * definitions: ∂C/∂θ against (C(θ + ε) − C(θ − ε)) / 2ε for every trained parameter and every input θ, C the mean
 * unregularized cost of a few examples. They are one mini-batch, the first of a run: dropout drops what it would there.
 *
 * It costs two passes through the network for every number, which is why nobody trains that way: meant for small
 * networks. A slope may rightly fail within ε of a corner: where a rectified linear unit starts, or two values in a window are the
 * largest.
 *
 * @throws NndlError "gradient-check.…" for options, "data.…" for data that do not fit
 * @example
 * const report = checkGradients(net, digits.training, { examples: [0, 1] });
 * console.log(report.passed, report.worst.error, report.passes);
 * @see chapter 2, "In what sense is backpropagation a fast algorithm?", equation 46
 */
export function checkGradients(network: Network, data: Dataset, options: GradientCheckOptions = {}): GradientReport {
  checkNetwork(network);
  checkData(network, data);
  const { examples, epsilon, rtol, atol } = checkOptions(options, data);
  const count = examples.length;
  const parameters = parametersOf(network);
  const inputs = inputsOf(data, examples);
  const targets = targetsOf(network, data, examples);
  const batch = { count, training: true, step: 0, lengths: lengthsOf(data, examples) };
  const pass = gradientPass(network, parameters, inputs, targets, batch);

  const meanCost = () => {
    const costs = exampleCosts(network, forward(network, parameters, inputs, batch), targets, batch);
    return costs.reduce((sum, cost) => sum + cost, 0) / count;
  };
  const slopeAt = (values: Float64Array, index: number) => {
    const value = values[index];
    values[index] = value + epsilon;
    const above = meanCost();
    values[index] = value - epsilon;
    const below = meanCost();
    values[index] = value;
    return (above - below) / (2 * epsilon);
  };

  const arrays = network.layers.flatMap(({ index: layer, parameters: specs }) =>
    specs.filter(isTrained).map(({ name }) => ({
      name: parameterName(layer, name),
      values: parameters[layer][name],
      sums: pass.gradients[layer][name],
    })),
  );
  arrays.push({ name: "inputs", values: inputs, sums: pass.inputErrors });

  let [compared, wrong] = [0, 0];
  let worst: ComparedSlope | undefined;
  for (const { name, values, sums } of arrays) {
    for (let index = 0; index < values.length; index++) {
      const backpropagation = sums[index] / count;
      const differences = slopeAt(values, index);
      const error = Math.abs(backpropagation - differences);
      const allowed = atol + rtol * Math.max(Math.abs(backpropagation), Math.abs(differences));
      compared++;
      // Written so that NaN is wrong.
      if (!(error <= allowed)) wrong++;
      const slope = { name, index, backpropagation, differences, error, allowed };
      if (worst === undefined || badness(slope) > badness(worst)) worst = slope;
    }
  }
  return {
    passed: wrong === 0,
    compared,
    wrong,
    worst: worst as ComparedSlope,
    passes: { backpropagation: 2, differences: 2 * compared },
  };
}

/** How many times the allowed difference it is apart. */
function badness({ error, allowed }: ComparedSlope): number {
  const ratio = error === 0 ? 0 : error / allowed;
  return Number.isNaN(ratio) ? Number.POSITIVE_INFINITY : ratio;
}

function checkOptions(options: GradientCheckOptions, data: Dataset) {
  const where = (name: CodeIn<"gradient-check">): Where => ({ code: `gradient-check.${name}`, what: name });
  const fields = plainObject(options, { code: "gradient-check.options", what: "the options of a gradient check" });
  knownKeys(fields, ["examples", "epsilon", "rtol", "atol"], {
    code: "gradient-check.options",
    what: "the options of a gradient check",
  });
  const first = Array.from({ length: Math.min(4, data.count) }, (_, i) => i);
  const examples = array(fields.examples ?? first, where("examples"));
  integer(examples.length, { ...where("examples"), what: "the number of examples" }, { min: 1 });
  return {
    examples: Uint32Array.from(examples, (example) =>
      integer(example, { ...where("examples"), what: "each example" }, { min: 0, below: data.count }),
    ),
    epsilon: finite(fields.epsilon ?? 1e-6, where("epsilon"), { above: 0 }),
    rtol: finite(fields.rtol ?? 1e-3, where("rtol"), { min: 0 }),
    atol: finite(fields.atol ?? 1e-5, where("atol"), { min: 0 }),
  };
}
