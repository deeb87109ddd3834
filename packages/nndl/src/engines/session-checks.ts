/** The checks that every engine makes at its border. */

import { boolean, finite, integer, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";
import { checkDataset, type Dataset } from "../data/index.ts";
import type { CodeIn } from "../error-codes.ts";
import { counted, NndlError, show } from "../errors.ts";
import { type MiniBatchOptimizerSpec, miniBatchOptimizerNames, optimizerOf } from "../functions/index.ts";
import { isSequence, isTrained, layerKind, sizeOf, takes } from "../layers/index.ts";
import { checkNetwork } from "../network/given-network.ts";
import type { Network } from "../network/index.ts";
import { parameterName } from "../network/parameter-name.ts";
import type { Complete } from "../optional.ts";
import type { EvaluationOptions, GradientOptions, LoadOptions, SessionOptions, TrainingStretch } from "./engine.ts";
import { checkFrozen, type Frozen } from "./frozen.ts";

/** What a session is opened with, checked. Whether there can be so many threads, an engine asks by itself. */
export function checkOpening(
  network: Network,
  options: SessionOptions = {},
): SessionOptions & { miniBatchSize: number; frozen: readonly number[] } {
  checkNetwork(network);
  const where: Where = { code: "session.options", what: "the options of a session" };
  knownKeys(plainObject(options, where), ["threads", "miniBatchSize", "frozen"], where);
  const { threads, miniBatchSize = 100, frozen } = options;
  checkThreads(threads);
  return {
    threads,
    miniBatchSize: positiveInteger(miniBatchSize, { code: "session.miniBatchSize", what: "miniBatchSize" }, 2 ** 20),
    frozen: [...checkFrozen(network, frozen, "session.frozen")],
  };
}

/** Refuses data whose examples the network cannot take in, or whose targets it cannot be compared with. */
export function checkData(network: Network, data: Dataset): void {
  checkDataset(data);
  const expected = network.spec.input;
  if (!takes(expected, data.shape))
    throw new NndlError("data.shape", {
      received: `examples of shape [${data.shape.join(", ")}] (${counted(data.size, "value")})`,
      expected: `the network takes inputs of shape [${expected.join(", ")}] (${counted(network.inputSize, "value")})`,
      next: `Use data of that shape, or a network whose input is [${data.shape.join(", ")}].`,
    });
  if (data.lengths !== undefined && !isSequence(expected))
    throw new NndlError("data.shape", {
      received: "sequences of different lengths",
      expected: `the network, whose input is [${expected.join(", ")}], would take their padding for inputs`,
      next: `Use a network whose input is [${data.shape.join(", ")}] and whose layers read sequences.`,
    });
  checkIndexed(network, data.features, data.scale, data.name);
  const { targets } = data;
  checkLabels(network, data);
  const outputs = targets.kind === "classes" ? network.outputSize / (data.labelsEach || 1) : network.outputSize;
  if (targets.kind === "classes" ? targets.classes > outputs : targets.size !== outputs)
    throw new NndlError("data.targets", {
      received:
        targets.kind === "classes"
          ? counted(targets.classes, "class", "classes")
          : `targets of ${counted(targets.size, "value")}`,
      expected: `the network has ${counted(outputs, "output")}`,
      next: `Give the last layer ${counted(targets.kind === "classes" ? targets.classes : targets.size, "unit")}.`,
    });
  if (targets.kind === "values" && network.spec.cost !== "quadratic") {
    const wrong = targets.values.findIndex((value) => value < 0 || value > 1);
    if (wrong >= 0)
      throw new NndlError("data.targets", {
        received: `the target ${targets.values[wrong]} (example ${Math.floor(wrong / outputs)})`,
        expected: `the ${network.spec.cost} cost compares probabilities: targets must lie between 0 and 1`,
        next: "Scale the targets, or use the quadratic cost.",
      });
  }
}

/** Refuses what is no index, where the first layer takes its inputs for indices. */
function checkIndexed(network: Network, values: Float32Array | Uint8Array, scale: number, name: string): void {
  const { input, layers } = network.spec;
  const indices = layerKind(layers[0].type).indices?.(layers[0]);
  if (indices === undefined) return;
  const size = sizeOf(input);
  for (let i = 0; i < values.length; i++) {
    const value = scale === 1 ? values[i] : Math.fround(values[i] * scale);
    if (Number.isInteger(value) && value >= 0 && value < indices) continue;
    throw new NndlError("data.indices", {
      received: `${value} at ${isSequence(input) ? `step ${i % size} of ` : ""}example ${Math.floor(i / size)} of ${name}`,
      expected: `layer 1, embedding, has ${counted(indices, "index", "indices")}: every input must be a whole number from 0 to ${indices - 1}`,
      next:
        scale === 1
          ? "Correct it, or give the layer more indices."
          : "Give the data as bytes with the scale 1, or as floats.",
    });
  }
}

/** Refuses one class where the network answers at every step, and classes at every step where it answers once. */
function checkLabels({ output }: Network, { labelsEach }: Dataset): void {
  if (labelsEach === 0) return;
  const asked = isSequence(output) ? output[0] : 1;
  if (labelsEach === asked) return;
  throw new NndlError("data.targets", {
    received: labelsEach === 1 ? "one class for each example" : `a class at each of ${labelsEach} steps`,
    expected: isSequence(output)
      ? `the network answers at each of ${asked} steps, with ${counted(output[1], "output")}`
      : "the network answers once for each example",
    next: isSequence(output)
      ? "Let its last recurrent layer give on its last output alone, or give a class for each step."
      : 'Let its recurrent layers give on every output (output: "every"), or give one class for each example.',
  });
}

/** Refuses data that cannot take the place of those that are there; `changing` tells whether any could. */
export function checkRefresh(network: Network, before: Dataset, changing: boolean, data: Dataset): void {
  checkData(network, data);
  const [is, was] = [kindOf(data), kindOf(before)];
  if (changing && is === was) return;
  if (!changing)
    throw new NndlError("session.refresh", {
      problem: "these data cannot be refreshed: they were loaded to stay",
      next: "Call load(data, { changing: true }).",
    });
  throw new NndlError("session.refresh", {
    received: is,
    expected: `the new data must be ${was}, like the data that they replace`,
    next: "Load data of another kind or number separately.",
  });
}

/** What must stay when data are refreshed, in words. */
function kindOf({ count, shape, features, scale, targets, lengths }: Dataset): string {
  const numbers = features instanceof Float32Array ? "floats" : `bytes times ${scale}`;
  const goals =
    targets.kind === "classes"
      ? `${counted(targets.classes, "class", "classes")} as ${targets.labels.constructor.name}`
      : `targets of ${counted(targets.size, "value")}`;
  const ends = lengths === undefined ? "" : " and lengths";
  return `${counted(count, "example")} of shape [${shape.join(", ")}], ${numbers}, with ${goals}${ends}`;
}

/** Whether data are to be refreshed. */
export function checkLoadOptions(
  data: Dataset,
  options: LoadOptions = {},
): { readonly changing: boolean; readonly weights: Float32Array | undefined } {
  const where: Where = { code: "session.load", what: "the options of load" };
  const fields = plainObject(options, where);
  knownKeys(fields, ["changing", "weights"], where);
  const { weights } = fields;
  if (
    weights !== undefined &&
    !(
      weights instanceof Float32Array &&
      weights.length === data.count &&
      weights.every((weight) => weight >= 0) &&
      allFinite(weights)
    )
  )
    throw new NndlError("session.load", {
      received: show(weights),
      expected: `weights must be a Float32Array of ${data.count} finite numbers from 0, one for each example`,
      next: "Correct them, or leave them out.",
    });
  return { changing: boolean(fields.changing ?? false, { ...where, what: "changing" }), weights };
}

/** What gradients are asked for, completed. */
export function checkGradientOptions(options: GradientOptions = {}): Complete<GradientOptions> {
  const where: Where = { code: "gradients.options", what: "the options of gradients" };
  const fields = plainObject(options, where);
  knownKeys(fields, ["training", "step", "inputs"], where);
  return {
    training: boolean(fields.training ?? false, { ...where, what: "training" }),
    step: integer(fields.step ?? 0, { ...where, what: "step" }, { min: 0 }),
    inputs: boolean(fields.inputs ?? true, { ...where, what: "inputs" }),
  };
}

/** Refuses a stretch of training that does not fit its data. */
export function checkStretch(stretch: TrainingStretch, largestMiniBatch: number): void {
  const { order, from, to, miniBatchSize, data, regularization } = stretch;
  const number = (name: CodeIn<"training">): Where => ({ code: `training.${name}`, what: name });
  checkRule(stretch.optimizer);
  checkIndexArray(order);
  integer(miniBatchSize, number("miniBatchSize"), { min: 1, max: largestMiniBatch });
  integer(from, number("from"), { min: 0, max: order.length });
  integer(to, number("to"), { min: from, max: order.length });
  integer(stretch.trainingCount, number("trainingCount"), { min: 1 });
  integer(stretch.stepsBefore, number("stepsBefore"), { min: 0 });
  finite(stretch.learningRate, {
    code: "training.learningRate",
    what: "the learning rate",
    next: "Give a smaller one.",
  });
  finite(regularization.l1, { code: "training.regularization", what: "regularization: l1 (λ)" }, { min: 0 });
  finite(regularization.l2, { code: "training.regularization", what: "regularization: l2 (λ)" }, { min: 0 });
  checkIndices(order.subarray(from, to), data.data.count);
}

/** Refuses what is no rule for mini-batches. */
function checkRule({ type }: MiniBatchOptimizerSpec): void {
  const next = "The others are for train, which looks at all examples before each step.";
  oneOf(type, miniBatchOptimizerNames, { code: "training.optimizer", what: "the optimizer of a session", next });
}

/** Refuses examples that are none, or outside of the data. */
export function checkExamples(examples: Uint32Array, count: number): void {
  checkIndexArray(examples);
  if (examples.length === 0)
    throw new NndlError("data.index", {
      received: "no example",
      expected: "a mean needs at least one example",
      next: "Give the indices of some examples.",
    });
  checkIndices(examples, count);
}

function checkIndexArray(indices: Uint32Array): void {
  if (!(indices instanceof Uint32Array))
    throw new NndlError("data.index", {
      received: show(indices),
      expected: "the indices of examples must be in a Uint32Array",
      next: "Use Uint32Array.of(…) or Uint32Array.from(…).",
    });
}

function checkIndices(indices: Uint32Array, count: number): void {
  for (const index of indices) {
    if (index >= count)
      throw new NndlError("data.index", {
        received: String(index),
        expected: `the index of an example must be from 0 to ${count - 1}`,
        next: "Use indices of this data set.",
      });
  }
}

/** Refuses ∂C/∂z that is not one finite number for each z. */
export function checkErrors(errors: Float32Array, length: number): Float32Array {
  if (errors instanceof Float32Array && errors.length === length && allFinite(errors)) return errors;
  throw new NndlError("gradients.errors", {
    received:
      !(errors instanceof Float32Array) || errors.length !== length
        ? show(errors)
        : `${errors.find((value) => !Number.isFinite(value))}`,
    expected: `the errors must be a Float32Array of ${counted(length, "finite number")}, one for each weighted input`,
    next: "Give ∂C/∂z of the examples that were asked for.",
  });
}

/**
 * Refuses lengths of sequences that do not fit the inputs.
 * @returns them, or nothing where all steps count
 */
export function checkInputLengths(network: Network, count: number, lengths: unknown): Uint32Array | undefined {
  if (lengths === undefined) return undefined;
  const { input } = network.spec;
  const most = isSequence(input) ? input[0] : 0;
  if (
    lengths instanceof Uint32Array &&
    lengths.length === count &&
    lengths.every((length) => length >= 1 && length <= most)
  )
    return lengths;
  throw new NndlError("data.lengths", {
    received: show(lengths),
    expected: isSequence(input)
      ? `the lengths must be a Uint32Array of ${counted(count, "number")} from 1 to ${most}, one for each sequence`
      : "only a network of sequences takes lengths",
    next: "Correct them, or leave them out.",
  });
}

/** How a data set is to be measured, checked. */
export function checkEvaluationOptions(options: EvaluationOptions = {}): { readonly carry: boolean } {
  const where: Where = { code: "session.options", what: "the options of a measurement" };
  knownKeys(plainObject(options, where), ["carry"], where);
  return { carry: boolean(options.carry ?? false, { ...where, what: "carry" }) };
}

/** Refuses inputs that are not a whole number of examples. */
export function checkInputs(network: Network, inputs: Float32Array): number {
  const count = inputs instanceof Float32Array ? inputs.length / network.inputSize : 0;
  if (!Number.isInteger(count) || count === 0)
    throw new NndlError("data.shape", {
      received: inputs instanceof Float32Array ? `${inputs.length} numbers` : show(inputs),
      expected: `inputs must be a Float32Array with ${network.inputSize} numbers for each example`,
      next: "Put whole examples one after another.",
    });
  if (!allFinite(inputs)) {
    const at = inputs.findIndex((value) => !Number.isFinite(value));
    throw new NndlError("data.inputs", {
      received: `${inputs[at]} at place ${at % network.inputSize} of example ${Math.floor(at / network.inputSize)}`,
      expected: "every input must be a finite number",
      next: "Correct or remove that example.",
    });
  }
  checkIndexed(network, inputs, 1, "the inputs");
  return count;
}

function allFinite(numbers: Float32Array): boolean {
  // 0 · x is 0 for a finite x and NaN for any other; sums of zeros are quicker than a test of each, and several sums than one.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = numbers.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    a += 0 * numbers[i];
    b += 0 * numbers[i + 1];
    c += 0 * numbers[i + 2];
    d += 0 * numbers[i + 3];
  }
  for (let i = whole; i < numbers.length; i++) a += 0 * numbers[i];
  return a + b + c + d === 0;
}

/** Refuses an optimizer's arrays that do not belong to it, or to the network. Missing ones stand for all zero. */
export function checkOptimizerState(
  network: Network,
  optimizer: MiniBatchOptimizerSpec,
  state: ReadonlyMap<string, Float32Array>,
  frozen: Frozen,
): void {
  checkRule(optimizer);
  const lengths = new Map<string, number>(
    network.layers
      .filter(({ index }) => !frozen.has(index))
      .flatMap(({ index, parameters }) =>
        parameters
          .filter(isTrained)
          .flatMap(({ name, shape }) =>
            optimizerOf(optimizer).stateNames.map(
              (state) => [`${state}/${parameterName(index, name)}`, sizeOf(shape)] as const,
            ),
          ),
      ),
  );
  for (const [key, values] of state) {
    if (values.length === lengths.get(key)) continue;
    const known = lengths.has(key);
    throw new NndlError("session.optimizer", {
      received: known ? `${values.length} numbers` : `the array ${show(key)}`,
      expected: known
        ? `${key} must have ${lengths.get(key)} numbers`
        : `the arrays of ${optimizer.type} for this network must be ${[...lengths.keys()].join(", ") || "none"}`,
      next: "Restore what downloadOptimizer gave for the same network and optimizer.",
    });
  }
}

/** Refuses a number of threads that is none. */
export function checkThreads(asked: unknown): void {
  if (asked === undefined || asked === "auto") return;
  if (typeof asked === "number" && Number.isInteger(asked) && asked >= 1 && asked <= 64) return;
  throw new NndlError("session.threads", {
    received: show(asked),
    expected: 'threads must be a whole number from 1 to 64, or "auto"',
    next: "More threads than the machine has cores do not help.",
  });
}

/** A session computes with data that it loaded itself, and still has. */
export function foreignData(): NndlError {
  return new NndlError("session.data", {
    problem: "these data are not in this session: another one loaded them, or they were unloaded",
    next: "Call load(data) on this session.",
  });
}

/** A session that was closed cannot be used. */
export function closedSession(): NndlError {
  return new NndlError("session.closed", {
    problem: "this session is closed",
    next: "Open another session for the network.",
  });
}
