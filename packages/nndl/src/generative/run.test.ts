import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { expectClose } from "../testing/close.ts";
import { livelyMachine, machineData } from "../testing/machines.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { BoltzmannMachine, boltzmann } from "./machine.ts";
import { decodeMachineCheckpoint, encodeMachineCheckpoint, type MachineSnapshot } from "./machine-snapshot.ts";
import { trainMachine } from "./run.ts";
import type { MachineOptions } from "./settings.ts";

const spec = { visible: 12, hidden: 9, seed: 5 };
const data = machineData(spec, 50);
const all: MachineOptions = {
  epochs: 3,
  miniBatchSize: 8,
  learningRate: 0.1,
  gibbsSteps: { from: 1, to: 3 },
  schedule: "cosine",
  persistent: true,
  momentum: 0.5,
  weightDecay: 0.001,
  sparsity: { target: 0.2 },
};

async function finish(machine: BoltzmannMachine, options: Parameters<typeof trainMachine>[2], set = data) {
  const run = trainMachine(machine, set, options);
  const events = [];
  for await (const event of run) events.push(event);
  return { run, events };
}

describe("a machine's training", () => {
  it("tells of epochs and mini-batches, measures, and ends with a hash", async () => {
    const machine = boltzmann(spec).startFrom(data);
    const { run, events } = await finish(machine, { ...all, miniBatchEvents: 5, evaluate: { training: data } });
    expect(events.map(({ type, step }) => `${type} ${step}`)).toEqual([
      ...["mini-batch 5", "epoch 7", "mini-batch 10", "epoch 14", "mini-batch 15", "mini-batch 20", "epoch 21"],
    ]);
    expect(run.outcome).toMatchObject({ reason: "finished", epochs: 3, sha256: machine.sha256() });
    const { history } = run.outcome as NonNullable<typeof run.outcome>;
    expect(history.map(({ gibbsSteps }) => gibbsSteps)).toEqual([1, 2, 3]);
    expect(history[2].evaluations.training.reconstruction).toBeGreaterThan(0);
    expect(history[2].evaluations.training.count).toBe(50);
  });

  it.each(["wasm", "reference"] as const)("goes on from any mini-batch to the same numbers (%s)", async (engine) => {
    const straight = boltzmann(spec);
    await finish(straight, { ...all, engine });
    for (const stop of [1, 7, 12]) {
      const first = boltzmann(spec);
      const run = trainMachine(first, data, { ...all, engine, miniBatchEvents: 1 });
      let snapshot: MachineSnapshot | undefined;
      for await (const { type, step } of run)
        if (type === "mini-batch" && step === stop) {
          snapshot = run.snapshot();
          break;
        }
      const kept = decodeMachineCheckpoint(encodeMachineCheckpoint(snapshot as MachineSnapshot));
      const second = boltzmann(spec);
      await finish(second, { resume: kept, engine });
      // The definition computes in float64, of which a checkpoint keeps what float32 holds.
      if (engine === "wasm") expect(second.sha256()).toBe(straight.sha256());
      else expectClose(second.weights, straight.weights, { rtol: 0, atol: 1e-5 });
      // So does what has been stopped, from where it stands.
      const third = boltzmann(spec);
      await finish(third, { resume: run, engine });
      expect(third.sha256()).toBe(second.sha256());
    }
  });

  it("takes more epochs afterwards", async () => {
    const options = { ...all, gibbsSteps: 1, schedule: "constant" } as const;
    const straight = boltzmann(spec);
    await finish(straight, options);
    const machine = boltzmann(spec);
    const { run } = await finish(machine, { ...options, epochs: 2 });
    await finish(machine, { resume: run, epochs: 3 });
    expect(machine.sha256()).toBe(straight.sha256());
  });

  it("ends at the signal, with all that it has learned", async () => {
    const controller = new AbortController();
    const machine = boltzmann(spec);
    const run = trainMachine(machine, data, { ...all, miniBatchEvents: 1, signal: controller.signal });
    for await (const { step } of run) if (step === 4) controller.abort();
    expect(run.outcome).toMatchObject({ reason: "aborted", epochs: 0 });
    expect(run.progress).toEqual({ epoch: 0, step: 4, steps: 21 });
    const other = boltzmann(spec);
    await finish(other, { resume: run });
    const straight = boltzmann(spec);
    await finish(straight, all);
    expect(other.sha256()).toBe(straight.sha256());
  });

  it("takes a mini-batch larger than the data for all of them", async () => {
    const { run } = await finish(boltzmann(spec), { ...all, miniBatchSize: 1000 });
    expect(run.settings.miniBatchSize).toBe(50);
  });

  it("says so when numbers are no longer finite", async () => {
    const gaussian = { ...spec, units: "gaussian" as const };
    const run = finish(livelyMachine(gaussian), { epochs: 60, learningRate: 10 }, machineData(gaussian, 50));
    expect((await refusedLater(run)).code).toContain("boltzmann.diverged");
  });

  it.each([
    ["no machine", () => trainMachine({} as BoltzmannMachine, data, all), "boltzmann.options"],
    [
      "no epochs",
      () => trainMachine(boltzmann(spec), data, { learningRate: 1 } as MachineOptions),
      "boltzmann.options",
    ],
    ["a rate of 0", () => trainMachine(boltzmann(spec), data, { ...all, learningRate: 0 }), "boltzmann.options"],
    ["no Gibbs step", () => trainMachine(boltzmann(spec), data, { ...all, gibbsSteps: 0 }), "boltzmann.options"],
    ["a momentum of 1", () => trainMachine(boltzmann(spec), data, { ...all, momentum: 1 }), "boltzmann.options"],
    [
      "a word",
      () => trainMachine(boltzmann(spec), data, { ...all, momentun: 1 } as MachineOptions),
      "boltzmann.options",
    ],
    ["sparsity 0", () => trainMachine(boltzmann(spec), data, { ...all, sparsity: { target: 0 } }), "boltzmann.options"],
    ["half a thread", () => trainMachine(boltzmann(spec), data, { ...all, threads: 0.5 }), "boltzmann.options"],
    ["a schedule that watches", () => trainMachine(boltzmann(spec), data, { ...all, schedule: "halving" }), "options"],
    ["other data", () => trainMachine(boltzmann({ ...spec, visible: 11 }), data, all), "boltzmann.data"],
    [
      "numbers above 1",
      () => trainMachine(boltzmann(spec), machineData({ ...spec, units: "gaussian" }, 3), all),
      "data",
    ],
    ["a snapshot of nothing", () => trainMachine(boltzmann(spec), data, { resume: {} as MachineSnapshot }), "snapshot"],
  ])("refuses %s", async (_, act, code) => {
    expect(refused(act).code).toContain(code);
  });

  it("goes on with nothing but the same machine and the same data", async () => {
    const { run } = await finish(boltzmann(spec), all);
    const other = machineData({ ...spec, seed: 6 }, 50);
    expect(refused(() => trainMachine(boltzmann(spec), other, { resume: run })).code).toContain("boltzmann.resume");
    expect(refused(() => trainMachine(boltzmann({ ...spec, seed: 6 }), data, { resume: run })).code).toContain(
      "boltzmann.resume",
    );
  });
});

describe("a machine's file", () => {
  it("gives the same machine back, and the same bytes", () => {
    const machine = livelyMachine({ ...spec, units: "gaussian", classes: 3 });
    const bytes = machine.toBytes();
    const read = BoltzmannMachine.fromBytes(bytes);
    expect(read.spec).toEqual(machine.spec);
    expect(read.sha256()).toBe(machine.sha256());
    expect(read.toBytes()).toEqual(bytes);
  });

  it("is refused where a byte has changed, and where it is something else", async () => {
    const bytes = livelyMachine(spec).toBytes();
    bytes[bytes.length - 3] ^= 1;
    expect(refused(() => BoltzmannMachine.fromBytes(bytes, "m.safetensors")).code).toContain("network.checksum");
    expect(refused(() => decodeMachineCheckpoint(livelyMachine(spec).toBytes())).code).toContain("boltzmann.file");
    const wrong = {
      weights: new Float32Array(3),
      visibleBiases: new Float32Array(12),
      hiddenBiases: new Float32Array(9),
    };
    expect(refused(() => BoltzmannMachine.fromParameters(spec, wrong)).code).toContain("boltzmann.parameters");
  });

  it.each([
    [{ visible: 0, hidden: 1 }, "boltzmann.spec"],
    [{ visible: 3, hidden: 1, classes: 4 }, "boltzmann.spec"],
    [{ visible: 3, hidden: 1, classes: 1 }, "boltzmann.spec"],
    [{ visible: 3, hidden: 1, units: "real" }, "boltzmann.spec"],
    [{ visible: 3, hidden: 1, seed: -1 }, "seed"],
    [{ visible: 3, hidden: 1, seeds: 1 }, "boltzmann.spec"],
  ])("the spec %j is refused", async (input, code) => {
    expect(refused(() => boltzmann(input as never)).code).toContain(code);
  });
});

it("starts from the data's means", () => {
  const set = new Dataset({
    shape: [2],
    features: Float32Array.of(0, 1, 0, 1, 0, 0, 0, 1),
    targets: { kind: "classes", labels: [0, 0, 0, 0], classes: 2 },
  });
  const [never, mostly] = boltzmann({ visible: 2, hidden: 1 }).startFrom(set).visibleBiases;
  expect(mostly).toBeCloseTo(Math.log(3), 6);
  expect(never).toBeCloseTo(Math.log(0.001 / 0.999), 5);
});
