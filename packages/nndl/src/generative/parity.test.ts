/** Both engines on machines of all kinds, and the bits of any number of threads. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { livelyMachine, machineData, trainOnce } from "../testing/machines.ts";
import { pretendProcessors } from "../testing/processors.ts";
import type { BoltzmannMachine } from "./machine.ts";
import { parameterNames } from "./parameters.ts";
import { referenceMachines } from "./reference-session.ts";
import type { MachineEngine, MachineRules, MachineState } from "./session.ts";
import type { MachineInput } from "./spec.ts";
import { wasmMachines } from "./wasm/training-session.ts";

beforeAll(() => pretendProcessors(3));
afterAll(() => pretendProcessors());

const cases = fc
  .record({
    visible: fc.integer({ min: 5, max: 70 }),
    hidden: fc.integer({ min: 1, max: 70 }),
    units: fc.constantFrom("binary" as const, "gaussian" as const),
    classes: fc.constantFrom(0, 0, 2, 4),
    seed: fc.nat(1000),
    count: fc.integer({ min: 1, max: 20 }),
    share: fc.constantFrom(0.1, 0.7),
    miniBatchSize: fc.integer({ min: 1, max: 9 }),
    gibbsSteps: fc.integer({ min: 1, max: 3 }),
    momentum: fc.constantFrom(0, 0.5),
    weightDecay: fc.constantFrom(0, 0.01),
    sparsity: fc.constantFrom(undefined, { target: 0.1, cost: 0.2, decay: 0.9 }),
    persistent: fc.boolean(),
    examples: fc.constantFrom("given" as const, "drawn" as const),
    chains: fc.constantFrom("drawn" as const, "means" as const),
  })
  .map(({ examples, units, miniBatchSize, count, ...rest }) => ({
    ...rest,
    ...{ units, count },
    miniBatchSize: Math.min(miniBatchSize, count),
    examples: units === "gaussian" ? ("given" as const) : examples,
  }));

type Case = MachineInput &
  MachineRules & { readonly count: number; readonly gibbsSteps: number; readonly share: number };

async function train(engine: MachineEngine, test: Case, threads: number) {
  const { visible, hidden, units, classes, seed } = test;
  const machine = livelyMachine({ visible, hidden, units, classes, seed }, 0.2);
  const session = await engine.open(machine, machineData(test, test.count, test.share), test, threads);
  const learningRate = units === "gaussian" ? 0.001 : 0.1;
  trainOnce(session, test.count, { learningRate, gibbsSteps: test.gibbsSteps });
  trainOnce(session, test.count, { learningRate, stepsBefore: Math.ceil(test.count / test.miniBatchSize) });
  const state = session.state();
  session.download();
  session.close();
  return { machine, state };
}

/** How far two trainings are apart, at most. */
function apart(
  one: { machine: BoltzmannMachine; state: MachineState },
  other: { machine: BoltzmannMachine; state: MachineState },
): number {
  let most = 0;
  const compare = (a: Float32Array, b: Float32Array | undefined) => {
    expect(b?.length).toBe(a.length);
    a.forEach((value, i) => {
      most = Math.max(most, Math.abs(value - (b as Float32Array)[i]));
    });
  };
  for (const name of parameterNames) compare(one.machine[name], other.machine[name]);
  expect([...one.state.keys()]).toEqual([...other.state.keys()]);
  for (const [name, values] of one.state) compare(values, other.state.get(name));
  return most;
}

it("the kernels train as the definition does, with the same bits on one thread, two and three", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (test) => {
      const [defined, alone, two, three] = [
        await train(referenceMachines, test, 1),
        await train(wasmMachines, test, 1),
        await train(wasmMachines, test, 2),
        await train(wasmMachines, test, 3),
      ];
      expect(apart(defined, alone)).toBeLessThan(2e-4);
      expect(apart(alone, two)).toBe(0);
      expect(apart(alone, three)).toBe(0);
    }),
    { numRuns: runs(60) },
  );
});
