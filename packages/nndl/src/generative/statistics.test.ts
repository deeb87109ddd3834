/** What contrastive divergence expects, summed over all states of tiny machines. */
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { expectClose } from "../testing/close.ts";
import { allStates, livelyMachine, machineData, plainRules, trainOnce } from "../testing/machines.ts";
import { exactLogLikelihood } from "./likelihood/exact.ts";
import type { BoltzmannMachine } from "./machine.ts";
import { sigmoid } from "./numbers.ts";
import { referenceMachines } from "./reference-session.ts";
import { trainMachine } from "./run.ts";
import { wasmMachines } from "./wasm/training-session.ts";

const spec = { visible: 5, hidden: 3, seed: 4 };

/** The probability of states whose units are 1 with the given ones. */
function chance(states: readonly number[], z: Float64Array): number {
  return states.reduce((product, state, i) => product * (state === 1 ? sigmoid(z[i]) : 1 - sigmoid(z[i])), 1);
}

/** ⟨h v⟩ of an example less that after one step of Gibbs sampling, summed over all ways that it can go. [hidden, visible] */
function expectedChange(machine: BoltzmannMachine, v: readonly number[]): Float64Array {
  const { visible, hidden } = machine.spec;
  const change = new Float64Array(hidden * visible);
  const up = machine.hiddenInputs(v);
  const add = (states: readonly number[], weight: number) => {
    const z = machine.hiddenInputs(states);
    for (let j = 0; j < hidden; j++)
      for (let i = 0; i < visible; i++) change[j * visible + i] += weight * sigmoid(z[j]) * states[i];
  };
  add(v, 1);
  for (const h of allStates(hidden))
    for (const made of allStates(visible)) add(made, -chance(h, up) * chance(made, machine.visibleInputs(h)));
  return change;
}

describe.each([
  [referenceMachines, 4000],
  [wasmMachines, 40_000],
] as const)("the $name engine", (engine, count) => {
  it("changes weights, on the average, as the sum over all states says", async () => {
    const machine = livelyMachine(spec, 1);
    const example = [1, 0, 1, 1, 0];
    const expected = expectedChange(machine, example);
    const data = new Dataset({
      shape: [5],
      features: Float32Array.from({ length: 5 * count }, (_, i) => example[i % 5]),
      targets: { kind: "classes", labels: Array.from({ length: count }, () => 0), classes: 2 },
    });
    const before = machine.weights.slice();
    const session = await engine.open(machine, data, { ...plainRules, miniBatchSize: count }, 1);
    trainOnce(session, count, { learningRate: 1 });
    session.download();
    session.close();
    // A mean of so many numbers between −1 and 1.
    const error = 5 / Math.sqrt(count);
    expectClose(
      machine.weights.map((weight, i) => weight - before[i]),
      expected,
      { rtol: 0, atol: error },
    );
  });

  it("climbs, with persistent chains, towards the likelihood that it can reach", async () => {
    const patterns = machineData({ visible: 5, hidden: 1, seed: 9 }, 8, 0.5);
    const machine = livelyMachine({ ...spec, hidden: 6 }, 0.1);
    const before = exactLogLikelihood(machine, patterns);
    const options = { epochs: 400, miniBatchSize: 8, learningRate: 0.1, persistent: true, engine: engine.name };
    for await (const _ of trainMachine(machine, patterns, options));
    const after = exactLogLikelihood(machine, patterns);
    // Eight examples at most: no model can say more than that each is one of eight.
    expect(before).toBeLessThan(-3);
    expect(after).toBeGreaterThan(-2.75);
    expect(after).toBeLessThan(-Math.log(8) + 0.7);
  });
});

it("the gradient of the exact likelihood is the data's statistics less the model's", () => {
  const machine = livelyMachine(spec, 1);
  const data = machineData(spec, 7);
  const { visible, hidden } = spec;
  const gradient = new Float64Array(hidden * visible);
  const add = (v: ArrayLike<number>, weight: number) => {
    const z = machine.hiddenInputs(v);
    for (let j = 0; j < hidden; j++)
      for (let i = 0; i < visible; i++) gradient[j * visible + i] += weight * sigmoid(z[j]) * v[i];
  };
  for (let n = 0; n < data.count; n++) add(data.input(n), 1 / data.count);
  const states = allStates(visible);
  const total = states.reduce((sum, v) => sum + Math.exp(-machine.freeEnergy(v)), 0);
  for (const v of states) add(v, -Math.exp(-machine.freeEnergy(v)) / total);
  // Weights are float32: a step that they can take exactly.
  const step = 2 ** -10;
  gradient.forEach((slope, k) => {
    const old = machine.weights[k];
    machine.weights[k] = Math.fround(old + step);
    const [up, high] = [exactLogLikelihood(machine, data), machine.weights[k]];
    machine.weights[k] = Math.fround(old - step);
    const [down, low] = [exactLogLikelihood(machine, data), machine.weights[k]];
    machine.weights[k] = old;
    expect((up - down) / (high - low)).toBeCloseTo(slope, 5);
  });
});
