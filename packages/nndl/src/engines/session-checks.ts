/** The checks that every engine makes at its border. */
import { integer } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import type { Network } from "../network/index.ts";
import type { TrainingStretch } from "./engine.ts";

/** Refuses data whose examples the network cannot take in, or whose targets it cannot be compared with. */
export function checkData(network: Network, data: Dataset): void {
  const expected = network.spec.input;
  const fits = expected.length === 1 ? data.size === expected[0] : data.shape.join() === expected.join();
  if (!fits)
    throw new NndlError("data.shape", {
      received: `examples of shape [${data.shape.join(", ")}] (${data.size} values)`,
      expected: `the network takes inputs of shape [${expected.join(", ")}]`,
      next: `Use data of that shape, or a network whose input is [${data.size}].`,
    });
  const { targets } = data;
  const outputs = network.outputSize;
  if (targets.kind === "classes" ? targets.classes > outputs : targets.size !== outputs)
    throw new NndlError("data.targets", {
      received: targets.kind === "classes" ? `${targets.classes} classes` : `targets of ${targets.size} values`,
      expected: `the network has ${outputs} outputs`,
      next: `Give the last layer ${targets.kind === "classes" ? targets.classes : targets.size} units.`,
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

/** Refuses a stretch of training that does not fit its data. */
export function checkStretch(stretch: TrainingStretch, largestMiniBatch: number): void {
  const { order, from, to, miniBatchSize, data, learningRate } = stretch;
  integer(miniBatchSize, { code: "training.miniBatchSize", what: "miniBatchSize" }, { min: 1, max: largestMiniBatch });
  integer(from, { code: "training.from", what: "from" }, { min: 0, max: order.length });
  integer(to, { code: "training.to", what: "to" }, { min: from, max: order.length });
  if (!Number.isFinite(learningRate))
    throw new NndlError("training.learningRate", {
      received: String(learningRate),
      expected: "the learning rate must be a finite number",
      next: "Give a smaller one.",
    });
  checkExamples(order.subarray(from, to), data.data.count);
}

/** Refuses indices outside of the data. */
export function checkExamples(examples: Uint32Array, count: number): void {
  for (const index of examples) {
    if (index >= count)
      throw new NndlError("data.index", {
        received: String(index),
        expected: `the index of an example must be from 0 to ${count - 1}`,
        next: "Use indices of this data set.",
      });
  }
}

/** Refuses inputs that are not a whole number of examples. */
export function checkInputs(network: Network, inputs: Float32Array): number {
  const count = inputs.length / network.inputSize;
  if (!(inputs instanceof Float32Array) || !Number.isInteger(count) || count === 0)
    throw new NndlError("data.shape", {
      received: inputs instanceof Float32Array ? `${inputs.length} numbers` : typeof inputs,
      expected: `inputs must be a Float32Array with ${network.inputSize} numbers for each example`,
      next: "Put whole examples one after another.",
    });
  return count;
}

/** A session that was closed cannot be used. */
export function closedSession(): NndlError {
  return new NndlError("session.closed", {
    received: "a call after close()",
    expected: "a session can be used until it is closed",
    next: "Open another session for the network.",
  });
}
