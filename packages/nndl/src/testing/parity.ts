/** For tests: the wasm engine held against the reference, on one network, its data and a way to train it. */
import fc from "fast-check";
import { expect } from "vitest";
import type { Dataset } from "../data/index.ts";
import { type Engine, type Gradients, referenceEngine, wasmEngine } from "../engines/index.ts";
import { inputsOf, parametersOf } from "../engines/reference/arrays.ts";
import { forward } from "../engines/reference/pass.ts";
import { momentsOf } from "../layers/batch-norm.ts";
import { activationOf } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { expectClose, expectCloseInScale, expectCloseMaps } from "./close.ts";
import { inputsFor } from "./outcome.ts";
import type { RandomCase } from "./random-cases.ts";
import { everyExample, stretchOf, withSession } from "./sessions.ts";

const fewSteps = 4;

/** Fails unless both engines give the same gradients, costs, answers and outputs. */
export async function expectSameAnswers({ spec, data, frozen, weights }: RandomCase): Promise<void> {
  fc.pre(!saturated(network(spec), data));
  const seen = (engine: Engine) =>
    withSession(engine, network(spec), { miniBatchSize: 16, threads: 1, frozen }, (session) => {
      const resident = session.load(data, { weights });
      return {
        used: session.gradients(resident, everyExample(data)),
        trained: session.gradients(resident, everyExample(data), { training: true, step: 3 }),
        evaluation: session.evaluate(resident),
        toInputs: session.inputGradients(inputsFor(data), someErrors),
        outputs: session.predict(inputsFor(data)),
      };
    });
  const [ours, reference] = [await seen(wasmEngine), await seen(referenceEngine)];
  for (const kind of ["used", "trained"] as const) {
    // Where all outputs are right already, nothing is left of the gradient but what float32 cannot tell from 0.
    fc.pre(largest([...reference[kind].parameters.values(), reference[kind].inputs]) > 1e-3);
    expectSameGradients(ours[kind], reference[kind], blowUp(network(spec), data));
  }
  const back = reference.toInputs;
  const within = { rtol: 2e-3, atol: (2e-3 + 1e-6 * blowUp(network(spec), data)) * largest([back]) };
  expectClose(ours.toInputs, back, within, "from given errors to the inputs");
  expectClose([ours.evaluation.cost], [reference.evaluation.cost], { rtol: 1e-4, atol: 1e-5 }, "cost");
  expectCloseInScale(ours.outputs, reference.outputs, { rtol: 1e-4, atol: 1e-5 }, "outputs");
  const { correct = 0 } = reference.evaluation;
  const ties = nearTies(reference.outputs, data.targetSize);
  expect(Math.abs((ours.evaluation.correct ?? 0) - correct)).toBeLessThanOrEqual(ties);
}

/** Errors of either sign, other ones for each example. */
function someErrors(z: Float32Array, from: number): Float32Array {
  return z.map((_, i) => ((from + 7 * i) % 5) - 1.5);
}

/** Fails unless both engines learn the same in a few steps, and keep the same optimizer's arrays. */
export async function expectSameLearning(drawn: RandomCase): Promise<void> {
  // Zeros may grow to be noise of either sign, and L1 goes by the sign alone.
  fc.pre(!(drawn.spec.initializer === "zeros" && drawn.regularization.l1 > 0));
  fc.pre(!saturated(network(drawn.spec), drawn.data));
  const learningRate = await gentleRate(drawn);
  const [ours, reference] = [
    await learn(wasmEngine, drawn, learningRate),
    await learn(referenceEngine, drawn, learningRate),
  ];
  expect(ours.steps).toBe(reference.steps);
  expectClose([ours.costSum], [reference.costSum], { rtol: 1e-4, atol: 1e-5 }, "sum of costs");
  const moved = largest(reference.moved.values());
  const rounding = fewSteps * 2 ** -23 * (moved + largest(reference.weights.values()));
  expectCloseMaps(ours.moved, reference.moved, { rtol: 2e-3, atol: 2e-3 * moved + rounding });
  const state = largest(reference.state.values());
  expectCloseMaps(ours.state, reference.state, { rtol: 2e-3, atol: 2e-3 * state + rounding });
}

function expectSameGradients(ours: Gradients, reference: Gradients, times: number): void {
  const noise = 1e-6 * times * largest([...reference.parameters.values(), reference.inputs]);
  const within = (expected: Float32Array) => ({ rtol: 2e-3, atol: 2e-3 * largest([expected]) + noise });
  expect([...ours.parameters.keys()]).toEqual([...reference.parameters.keys()]);
  for (const [key, expected] of reference.parameters)
    expectClose(ours.parameters.get(key) ?? [], expected, within(expected), key);
  expectClose(ours.inputs, reference.inputs, within(reference.inputs), "∂C/∂x");
  expectClose([ours.cost], [reference.cost], { rtol: 1e-4, atol: 1e-5 }, "cost");
}

async function learn(engine: Engine, drawn: RandomCase, learningRate: number) {
  const { spec, data, order, miniBatchSize, optimizer, regularization, frozen, weights } = drawn;
  return withSession(engine, network(spec), { miniBatchSize, threads: 1, frozen }, (session) => {
    const first = copies(session.network);
    const to = Math.min(data.count, fewSteps * miniBatchSize);
    const { steps, costSum = 0 } = session.train(
      stretchOf(session.load(data, { weights }), {
        order,
        to,
        miniBatchSize,
        optimizer,
        regularization,
        learningRate,
        measureCost: true,
      }),
    );
    session.download();
    const moved = new Map(
      [...copies(session.network)].map(([key, values]) => [key, values.map((w, i) => w - (first.get(key)?.[i] ?? 0))]),
    );
    return { steps, costSum, weights: first, moved, state: session.downloadOptimizer(optimizer) };
  });
}

/** A learning rate at which a step changes no weight by more than a little: errors then grow no faster than they must. */
function gentleRate({ spec, data, optimizer }: RandomCase): Promise<number> {
  const usual = { sgd: 0.02, momentum: 0.02, nesterov: 0.02, rmsprop: 0.001, adam: 0.005, adamw: 0.005 };
  return withSession(referenceEngine, network(spec), {}, (session) => {
    const { parameters } = session.gradients(session.load(data), everyExample(data));
    return usual[optimizer.type] / Math.max(1, largest(parameters.values()));
  });
}

/** Whether a whole layer is at its ends: the slope of sigmoids, a(1 − a), is then all rounding in float32. */
function saturated(net: Network, data: Dataset): boolean {
  const examples = everyExample(data);
  const states = forward(net, parametersOf(net), inputsOf(data, examples), {
    count: data.count,
    training: false,
    step: 0,
  });
  return net.layers.some(({ spec }, l) => {
    const activation = activationOf(spec);
    const ends = activation === "sigmoid" || (activation === "softmax" && l < net.layers.length - 1);
    if (ends) return states[l].a.every((a) => a * (1 - a) < 0.01);
    return activation === "tanh" && states[l].a.every((a) => 1 - a * a < 0.01);
  });
}

/**
 * How many times larger batch normalization may make what float32 rounds, on these examples as one mini-batch: it divides by
 * deviations, and of what is left of its errors much is a difference of numbers that are almost equal.
 */
function blowUp(net: Network, data: Dataset): number {
  const inputs = inputsOf(data, everyExample(data));
  const states = forward(net, parametersOf(net), inputs, { count: data.count, training: true, step: 0 });
  let times = 1;
  for (const { index, spec, input } of net.layers) {
    if (spec.type !== "batchNorm") continue;
    const { variance } = momentsOf(input, index === 0 ? inputs : states[index - 1].a);
    times *= 4 / Math.min(1, ...variance.map((value) => Math.sqrt(value + spec.epsilon)));
  }
  return times;
}

/** Examples whose two largest outputs float32 may not tell apart. */
function nearTies(outputs: Float32Array, size: number): number {
  let ties = 0;
  for (let i = 0; i < outputs.length; i += size) {
    const [first, second] = [...outputs.subarray(i, i + size)].sort((a, b) => b - a);
    if (second !== undefined && first - second <= 1e-5 * Math.max(Math.abs(first), Math.abs(second))) ties++;
  }
  return ties;
}

function copies(net: Network): Map<string, Float32Array> {
  return new Map([...net.parameters].map(([key, { values }]) => [key, values.slice()]));
}

function largest(arrays: Iterable<Float32Array>): number {
  let found = 0;
  for (const array of arrays) for (const value of array) found = Math.max(found, Math.abs(value));
  return found;
}
