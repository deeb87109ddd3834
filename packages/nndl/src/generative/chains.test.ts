import { describe, expect, it } from "vitest";
import { allStates, livelyMachine } from "../testing/machines.ts";
import { refusedLater } from "../testing/refused.ts";
import { type ChainOptions, type ChainState, gibbsChains } from "./chains.ts";
import { exactLogPartition } from "./likelihood/exact.ts";
import type { BoltzmannMachine } from "./machine.ts";

async function all(machine: BoltzmannMachine, options: ChainOptions): Promise<ChainState[]> {
  const states: ChainState[] = [];
  for await (const state of gibbsChains(machine, options)) states.push(state);
  return states;
}

describe("Gibbs chains", () => {
  it("come to each state as often as the machine's probabilities say", async () => {
    const machine = livelyMachine({ visible: 3, hidden: 4, seed: 3 }, 1);
    const partition = exactLogPartition(machine);
    const chains = 4000;
    const states = await all(machine, { chains, sweeps: 60, every: 20 });
    const counts = new Map<number, number>();
    for (const { visible } of states)
      for (let i = 0; i < chains; i++) {
        const state = visible[3 * i] + 2 * visible[3 * i + 1] + 4 * visible[3 * i + 2];
        counts.set(state, (counts.get(state) ?? 0) + 1 / (3 * chains));
      }
    allStates(3).forEach((v, state) => {
      const p = Math.exp(-machine.freeEnergy(v) - partition);
      expect(Math.abs((counts.get(state) ?? 0) - p)).toBeLessThan(5 * Math.sqrt(p / (3 * chains)));
    });
  });

  it("are the same on any number of threads and at any pace, and others with another seed", async () => {
    const machine = livelyMachine({ visible: 20, hidden: 17, seed: 3 });
    const options = { chains: 5, sweeps: 12, threads: 1 };
    const one = await all(machine, options);
    expect(one.map(({ sweep }) => sweep)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(await all(machine, { ...options, threads: 2, every: 6 })).toEqual([one[5], one[11]]);
    expect((await all(machine, { ...options, seed: 4 }))[11]).not.toEqual(one[11]);
  });

  it("keep to their class where they are held, and choose one where not", async () => {
    const machine = livelyMachine({ visible: 9, hidden: 5, classes: 3, seed: 1 });
    const [{ visible, means }] = await all(machine, { classes: [2, 0], sweeps: 4, every: 4 });
    expect([...visible.subarray(6, 9), ...visible.subarray(15)]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...means.subarray(6, 9)]).toEqual([0, 0, 1]);
    const [free] = await all(machine, { chains: 50, sweeps: 4, every: 4 });
    for (let i = 0; i < 50; i++) {
      const chosen = free.visible.subarray(9 * i + 6, 9 * i + 9);
      expect([...chosen].sort()).toEqual([0, 0, 1]);
      expect(free.means.subarray(9 * i + 6, 9 * i + 9).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    }
    expect(
      new Set(Array.from({ length: 50 }, (_, i) => free.visible.subarray(9 * i + 6, 9 * i + 9).indexOf(1))).size,
    ).toBe(3);
  });

  it("of gaussian units scatter around their means by 1", async () => {
    const machine = livelyMachine({ visible: 40, hidden: 5, units: "gaussian", seed: 1 }, 0.1);
    const [{ visible, means }] = await all(machine, { chains: 500, sweeps: 5, every: 5 });
    const apart = visible.map((v, i) => v - means[i]);
    const mean = apart.reduce((sum, x) => sum + x, 0) / apart.length;
    expect(Math.abs(mean)).toBeLessThan(0.04);
    expect(apart.reduce((sum, x) => sum + x * x, 0) / apart.length).toBeCloseTo(1, 1);
  });

  it("begin where they are told, and end at the signal", async () => {
    const machine = livelyMachine({ visible: 6, hidden: 4, seed: 1 });
    const start = Float32Array.of(1, 0, 1, 0, 1, 0);
    const [state] = await all(machine, { start, sweeps: 1 });
    expect(state.visible).toHaveLength(6);
    const controller = new AbortController();
    controller.abort();
    await expect(all(machine, { signal: controller.signal })).rejects.toThrow();
  });

  it.each([
    [{ chains: 0 }, "boltzmann.chain"],
    [{ every: 0 }, "boltzmann.chain"],
    [{ sweeps: 1.5 }, "boltzmann.chain"],
    [{ classes: 0 }, "boltzmann.chain"],
    [{ sweep: 1 }, "boltzmann.chain"],
    [{ seed: -1 }, "seed"],
    [{ start: new Float32Array(7) }, "boltzmann.chain"],
    [{ start: new Float32Array(7), chains: 1 }, "boltzmann.states"],
  ])("refuse %j", async (options, code) => {
    const machine = livelyMachine({ visible: 6, hidden: 4, seed: 1 });
    expect((await refusedLater(all(machine, options as ChainOptions))).code).toBe(code);
    const classes = livelyMachine({ visible: 6, hidden: 4, classes: 2, seed: 1 });
    expect((await refusedLater(all(classes, { classes: 2 }))).code).toBe("boltzmann.chain");
  });
});
