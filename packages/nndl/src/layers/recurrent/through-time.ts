/**
 * Recurrent layers, in readable float64: a cell is taken from step to step, and back. With x_t the input, h_t the output and
 * c_t the memory at step t, every cell computes (h_t, c_t) of W x_t + b, U h_{t−1}, h_{t−1} and c_{t−1}; before the first
 * step h and c are 0.
 *
 * @see Rumelhart, Hinton and Williams, 1986; Werbos, "Backpropagation through time: what it does and how to do it", 1990
 */
import { initializers } from "../../functions/index.ts";
import type { LayerKind, ParameterSpec, Pass, Shape, Values } from "../layer.ts";
import type { Cell, Step } from "./cell.ts";
import { type RecurrentFields, type RecurrentSpecBase, sequenceOf, widthOf } from "./fields.ts";

/** One way in which a layer reads its sequences: its parameters begin with this word, its outputs at this place. */
interface Reading {
  readonly prefix: "" | "backward";
  readonly isReversed: boolean;
  /** The first of its outputs among the layer's. */
  readonly at: number;
}

function readingsOf({ direction, units }: RecurrentFields): readonly Reading[] {
  if (direction !== "both") return [{ prefix: "", isReversed: direction === "backward", at: 0 }];
  return [
    { prefix: "", isReversed: false, at: 0 },
    { prefix: "backward", isReversed: true, at: units },
  ];
}

/** "weights", or "backwardWeights". */
function named(prefix: Reading["prefix"], name: string): string {
  return prefix === "" ? name : prefix + name[0].toUpperCase() + name.slice(1);
}

/** What layers of a kind have in common, apart from their spec's own fields. */
export function throughTime<Spec extends RecurrentSpecBase>(
  cell: Cell<Spec>,
): Pick<LayerKind<Spec>, "sequences" | "carries" | "outputShape" | "parameters" | "forward" | "backward"> {
  return {
    sequences: "whole",

    carries: ({ direction, units }) => {
      if (direction !== "forward") return undefined;
      return cell.remembers ? { output: units, memory: units } : { output: units };
    },

    outputShape(spec, input, where) {
      const [steps] = sequenceOf(input, where);
      return spec.output === "every" ? [steps, widthOf(spec)] : [widthOf(spec)];
    },

    parameters: (spec, input) =>
      readingsOf(spec).flatMap(({ prefix }) =>
        parametersOf(cell, spec, input[1]).map((each) => ({ ...each, name: named(prefix, each.name) })),
      ),

    forward(spec, shape, parameters, input, z, pass) {
      z.fill(0);
      for (const reading of readingsOf(spec)) {
        const own = ownOf(parameters, reading.prefix);
        for (let example = 0; example < pass.count; example++) {
          const steps = unroll(cell, spec, shape, { own, input, example, reading, pass });
          for (const [t, { output }] of steps) z.set(output, placeOf(spec, shape, example, t) + reading.at);
          carryOn(pass, example, steps.at(-1)?.[1] as Step);
        }
      }
    },

    backward(spec, shape, { parameters, input, delta, gradients, inputError, pass }) {
      inputError.fill(0);
      for (const reading of readingsOf(spec)) {
        const [own, ownGradients] = [parameters, gradients].map((values) => ownOf(values, reading.prefix));
        for (let example = 0; example < pass.count; example++) {
          const steps = unroll(cell, spec, shape, { own, input, example, reading, pass });
          backThrough(cell, spec, shape, steps, { own, ownGradients, input, delta, inputError, example, reading });
        }
      }
    },
  };
}

/** The parameters of one reading. */
function parametersOf<Spec extends RecurrentSpecBase>(
  cell: Cell<Spec>,
  spec: Spec,
  inputs: number,
): readonly ParameterSpec[] {
  const { units } = spec;
  const rows = units * cell.gates(spec).length;
  const start = initializers[spec.initializer];
  const diagonal = cell.diagonal?.(spec);
  const biasStart = cell.biasStart?.(spec).map((extra) => (start.biasStart ?? 0) + extra) ?? start.biasStart;
  const recurrent: ParameterSpec = {
    ...{ name: "recurrentWeights", shape: [rows, units], regularized: true },
    ...(diagonal === undefined ? { deviation: start.weights({ in: units, out: units }) } : { deviation: 0, diagonal }),
  };
  return [
    {
      ...{ name: "weights", shape: [rows, inputs], regularized: true },
      deviation: start.weights({ in: inputs, out: units }),
    },
    recurrent,
    {
      ...{ name: "biases", shape: [rows], regularized: false },
      deviation: start.biases({ in: inputs, out: units }),
      ...(biasStart === undefined ? {} : { start: biasStart }),
    },
    ...(cell.own?.(spec) ?? []),
  ];
}

/** The values of one reading, by the names that its cell knows. */
function ownOf(values: Values, prefix: Reading["prefix"]): Values {
  const isBackward = (name: string) => name.startsWith("backward");
  const names = Object.keys(values).filter((name) => isBackward(name) === (prefix === "backward"));
  return Object.fromEntries(
    names.map((name) => {
      const bare = name.slice(prefix.length);
      return [bare[0].toLowerCase() + bare.slice(1), values[name]];
    }),
  );
}

interface Unrolled {
  readonly own: Values;
  readonly input: Float64Array;
  readonly example: number;
  readonly reading: Reading;
  readonly pass: Pass;
}

/** Every step of an example, in the order in which it is read, with its place in the sequence. */
function unroll<Spec extends RecurrentSpecBase>(
  cell: Cell<Spec>,
  spec: Spec,
  [steps, features]: Shape,
  { own, input, example, reading, pass }: Unrolled,
): readonly (readonly [t: number, step: Step])[] {
  const { units } = spec;
  const rows = units * cell.gates(spec).length;
  const length = pass.lengths?.[example] ?? steps;
  const unrolled: (readonly [number, Step])[] = [];
  let output = begunWith(pass, "output", example, units);
  let memory = begunWith(pass, "memory", example, units);
  for (let i = 0; i < length; i++) {
    const t = reading.isReversed ? length - 1 - i : i;
    const x = input.subarray((example * steps + t) * features, (example * steps + t + 1) * features);
    const step: Step = {
      units,
      own,
      input: product(own.weights, x, rows, own.biases),
      recurrent: product(own.recurrentWeights, output, rows),
      outputBefore: output,
      memoryBefore: memory,
      gates: new Float64Array(rows),
      memory: new Float64Array(units),
      output: new Float64Array(units),
    };
    cell.forward(spec, step);
    unrolled.push([t, step]);
    ({ output, memory } = step);
  }
  return unrolled;
}

/** What an example begins with: nothing, or what the stretch before left. */
function begunWith({ carried }: Pass, name: "output" | "memory", example: number, units: number): Float64Array {
  return carried?.before[name]?.slice(example * units, (example + 1) * units) ?? new Float64Array(units);
}

/** Leaves what the next stretch begins with. */
function carryOn({ carried }: Pass, example: number, last: Step): void {
  carried?.after.output.set(last.output, example * last.units);
  carried?.after.memory?.set(last.memory, example * last.units);
}

/** The step of one example that one of a layer's outputs comes from. */
export function stepOf<Spec extends RecurrentSpecBase>(
  cell: Cell<Spec>,
  spec: Spec,
  shape: Shape,
  parameters: Values,
  input: Float64Array,
  index: number,
  pass: Pass,
): { readonly t: number; readonly unit: number; readonly step: Step; readonly isReversed: boolean } {
  const within = index % widthOf(spec);
  const readings = readingsOf(spec);
  const reading = readings[within >= spec.units ? 1 : 0];
  const own = ownOf(parameters, reading.prefix);
  const steps = unroll(cell, spec, shape, { own, input, example: 0, reading, pass });
  const place = Math.floor(index / widthOf(spec));
  const found = spec.output === "last" ? steps.at(-1) : steps.find(([t]) => t === place);
  const [t, step] = found as (typeof steps)[number];
  return { t, unit: within - reading.at, step, isReversed: reading.isReversed };
}

interface Back extends Omit<Unrolled, "pass"> {
  readonly ownGradients: Values;
  readonly delta: Float64Array;
  readonly inputError: Float64Array;
}

/** Takes the errors of an example's outputs back through its steps. */
function backThrough<Spec extends RecurrentSpecBase>(
  cell: Cell<Spec>,
  spec: Spec,
  shape: Shape,
  unrolled: readonly (readonly [number, Step])[],
  { own, ownGradients, input, delta, inputError, example, reading }: Back,
): void {
  const [steps, features] = shape;
  const { units } = spec;
  const rows = units * cell.gates(spec).length;
  let outputError: Float64Array = new Float64Array(units);
  let memoryError: Float64Array = new Float64Array(units);
  [...unrolled].reverse().forEach(([t, step], i) => {
    if (spec.output === "every" || i === 0) {
      const at = placeOf(spec, shape, example, t) + reading.at;
      for (let j = 0; j < units; j++) outputError[j] += delta[at + j];
    }
    const back = {
      ...step,
      ...{ outputError, memoryError, ownGradients },
      ...{ inputError: new Float64Array(rows), recurrentError: new Float64Array(rows) },
      ...{ outputBeforeError: new Float64Array(units), memoryBeforeError: new Float64Array(units) },
    };
    cell.backward(spec, back);
    const from = (example * steps + t) * features;
    const x = input.subarray(from, from + features);
    addOuter(ownGradients.weights, back.inputError, x);
    addOuter(ownGradients.recurrentWeights, back.recurrentError, step.outputBefore);
    for (let j = 0; j < rows; j++) ownGradients.biases[j] += back.inputError[j];
    addTransposed(own.weights, back.inputError, inputError.subarray(from, from + features));
    addTransposed(own.recurrentWeights, back.recurrentError, back.outputBeforeError);
    [outputError, memoryError] = [back.outputBeforeError, back.memoryBeforeError];
  });
}

/** Where the output of a step lies among the outputs of all examples. */
function placeOf(spec: RecurrentFields, [steps]: Shape, example: number, t: number): number {
  return (spec.output === "every" ? example * steps + t : example) * widthOf(spec);
}

/** M v + b. */
function product(matrix: Float64Array, vector: Float64Array, rows: number, biases?: Float64Array): Float64Array {
  return Float64Array.from({ length: rows }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < vector.length; k++) sum += matrix[j * vector.length + k] * vector[k];
    return sum + (biases?.[j] ?? 0);
  });
}

/** M += e vᵀ. */
function addOuter(matrix: Float64Array, errors: Float64Array, vector: Float64Array): void {
  for (let j = 0; j < errors.length; j++)
    for (let k = 0; k < vector.length; k++) matrix[j * vector.length + k] += errors[j] * vector[k];
}

/** v += Mᵀ e. */
function addTransposed(matrix: Float64Array, errors: Float64Array, into: Float64Array): void {
  for (let j = 0; j < errors.length; j++)
    for (let k = 0; k < into.length; k++) into[k] += matrix[j * into.length + k] * errors[j];
}
