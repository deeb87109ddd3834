import type { Dataset } from "../../data/index.ts";
import type { Network } from "../../network/index.ts";
import { addParts, countOf, joinParts, type UnknownPart } from "../unknowns.ts";
import { inputsOf, lengthsOf, parametersOf, targetsOf } from "./arrays.ts";
import { Curvature, zerosLike } from "./curvature.ts";
import type { Batch } from "./pass.ts";

/** How many examples are differentiated at once where they do not depend on each other: bounds the memory. */
const pieceSize = 256;

/** Which examples a Hessian is of, and how layers compute with them. */
export interface HessianOf {
  readonly data: Dataset;
  readonly examples: Uint32Array;
  /** What each example of the data counts; 1 when absent. */
  readonly weights?: Float32Array | undefined;
  /** Whether layers behave as in training, all examples being one mini-batch. */
  readonly training: boolean;
  readonly step: number;
}

/** The examples in pieces that fit into memory; in training they are one. */
export function* curvaturesOf(network: Network, of: HessianOf): Generator<Curvature, void> {
  const parameters = parametersOf(network);
  const size = of.training ? of.examples.length : pieceSize;
  for (let from = 0; from < of.examples.length; from += size) {
    const examples = of.examples.subarray(from, from + size);
    const { weights } = of;
    const batch: Batch = {
      count: examples.length,
      training: of.training,
      step: of.step,
      lengths: lengthsOf(of.data, examples),
      ...(weights === undefined ? {} : { weights: Float64Array.from(examples, (example) => weights[example]) }),
    };
    const [inputs, targets] = [inputsOf(of.data, examples), targetsOf(network, of.data, examples)];
    yield new Curvature(network, parameters, inputs, targets, batch);
  }
}

/**
 * The whole Hessian of the mean cost, row by row in one array: each column is a product with a unit vector. What is yielded
 * is nothing: after each product, whoever waits may do something else.
 */
export function* hessianOf(
  network: Network,
  unknowns: readonly UnknownPart[],
  of: HessianOf,
): Generator<undefined, Float64Array> {
  const size = countOf(unknowns);
  const hessian = new Float64Array(size * size);
  const zeros = zerosLike(parametersOf(network));
  const unit = new Float64Array(size);
  for (const curvature of curvaturesOf(network, of))
    for (let j = 0; j < size; j++) {
      unit[j] = 1;
      addParts(unknowns, unit, zeros);
      const column = joinParts(unknowns, curvature.times(zeros));
      unit[j] = -1;
      addParts(unknowns, unit, zeros);
      unit[j] = 0;
      // H is symmetric: what is a column is a row, too, which lies together.
      for (let i = 0; i < size; i++) hessian[j * size + i] += column[i] / of.examples.length;
      yield;
    }
  return hessian;
}
