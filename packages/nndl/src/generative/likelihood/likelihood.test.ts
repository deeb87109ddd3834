/** Estimates against sums over all states. */
import { describe, expect, it } from "vitest";
import { allStates, livelyMachine, machineData } from "../../testing/machines.ts";
import { refused, refusedLater } from "../../testing/refused.ts";
import { BoltzmannMachine, boltzmann } from "../machine.ts";
import {
  type AnnealingOptions,
  annealedLogPartition,
  annealingTemperatures,
  reverseLogLikelihood,
} from "./annealing.ts";
import { likelihoodBracket } from "./bracket.ts";
import { exactLogLikelihood, exactLogPartition } from "./exact.ts";
import { pseudoLogLikelihood } from "./pseudo.ts";

const spec = { visible: 30, hidden: 9, seed: 2 };

describe("the partition function", () => {
  it.each([
    ["few hidden units", { visible: 8, hidden: 4 }],
    ["few visible units", { visible: 4, hidden: 8 }],
    ["a choice among classes", { visible: 7, hidden: 4, classes: 3 }],
  ])("is the sum over all states: %s", (_, small) => {
    const machine = livelyMachine({ ...small, seed: 1 }, 1);
    const { visible, classes = 0 } = { classes: 0, ...small };
    const states = allStates(visible).filter(
      (v) => classes === 0 || v.slice(visible - classes).reduce((sum, one) => sum + one, 0) === 1,
    );
    const sum = states.reduce((total, v) => total + Math.exp(-machine.freeEnergy(v)), 0);
    expect(exactLogPartition(machine)).toBeCloseTo(Math.log(sum), 10);
  });

  it("is an integral for gaussian units", () => {
    const machine = livelyMachine({ visible: 1, hidden: 3, units: "gaussian", seed: 3 }, 1);
    let integral = 0;
    for (let v = -20; v < 20; v += 0.001) integral += 0.001 * Math.exp(-machine.freeEnergy([v]));
    expect(exactLogPartition(machine)).toBeCloseTo(Math.log(integral), 8);
  });

  it("of a machine without weights is known", () => {
    const machine = boltzmann({ visible: 784, hidden: 12 });
    machine.weights.fill(0);
    expect(exactLogPartition(machine)).toBeCloseTo(796 * Math.log(2), 8);
  });

  it("is refused exactly of a machine too large, with what it would cost", async () => {
    const { code, message } = refused(() => exactLogPartition(boltzmann({ visible: 784, hidden: 60 })));
    expect(code).toBe("boltzmann.exact");
    expect(message).toContain("2^60 states");
    expect(message).toMatch(/years of one processor/);
  });
});

describe("annealing", () => {
  const machine = livelyMachine(spec, 0.5);
  const data = machineData(spec, 60);

  it("comes near the exact partition function, and its spread says how near", async () => {
    const exact = exactLogPartition(machine);
    const { logPartition, low, high, chains } = await annealedLogPartition(machine, { temperatures: 300, base: data });
    expect(Math.abs(logPartition - exact)).toBeLessThan(0.2);
    expect(low).toBeLessThan(exact);
    expect(high).toBeGreaterThan(exact);
    expect(chains).toHaveLength(100);
  });

  it("is worth the exact number for a machine without weights, at any temperatures", async () => {
    const independent = BoltzmannMachine.fromParameters(spec, {
      ...machine,
      weights: new Float32Array(270),
      visibleBiases: machine.visibleBiases,
      hiddenBiases: machine.hiddenBiases,
    });
    independent.visibleBiases.set(boltzmann(spec).startFrom(data).visibleBiases);
    const { logPartition } = await annealedLogPartition(independent, { temperatures: 7, chains: 3, base: data });
    expect(logPartition).toBeCloseTo(exactLogPartition(independent), 3);
  });

  it("puts the likelihood between forwards and backwards", async () => {
    const exact = exactLogLikelihood(machine, data);
    const bracket = await likelihoodBracket(machine, data, { temperatures: 300, base: data, reverseExamples: 40 });
    expect(bracket.exact).toBeCloseTo(exact, 10);
    expect(bracket.low - 3 * bracket.lowError).toBeLessThan(exact);
    expect(bracket.highTo).toBeGreaterThan(exact - 0.01);
    expect(Math.abs(bracket.low - exact)).toBeLessThan(0.5);
    expect(Math.abs(bracket.high - exact)).toBeLessThan(0.2);
  });

  it("gives the same bits on any number of threads, and others with another seed", async () => {
    const options = { temperatures: 40, chains: 6 };
    const one = await annealedLogPartition(machine, { ...options, threads: 1 });
    expect(await annealedLogPartition(machine, { ...options, threads: 2 })).toEqual(one);
    expect(await annealedLogPartition(machine, { ...options, threads: 1, seed: 77 })).not.toEqual(one);
    const back = await reverseLogLikelihood(machine, data, { temperatures: 10, threads: 1 });
    expect(await reverseLogLikelihood(machine, data, { temperatures: 10, threads: 2 })).toEqual(back);
  });

  it("goes from 0 to 1, slower towards the end", () => {
    const path = [...annealingTemperatures(29)];
    expect(path[0]).toBe(0);
    expect(path[1]).toBeCloseTo(0.5, 6);
    expect(path[9]).toBeCloseTo(0.9, 6);
    expect(path.at(-1)).toBe(1);
    expect(path).toEqual(path.toSorted?.((a, b) => a - b) ?? path);
  });

  it.each([
    ["gaussian units", livelyMachine({ ...spec, units: "gaussian" }), {}],
    ["classes", livelyMachine({ ...spec, classes: 3 }), {}],
    ["no temperatures", machine, { temperatures: 0 }],
    ["half a chain", machine, { chains: 0.5 }],
    ["a word", machine, { chain: 1 }],
  ])("is refused for %s", async (_, what, options) => {
    expect((await refusedLater(annealedLogPartition(what, options as AnnealingOptions))).code).toContain(
      "boltzmann.annealing",
    );
  });
});

describe("the pseudo-likelihood", () => {
  it("is made of each unit's probability given all others", () => {
    const machine = livelyMachine({ visible: 6, hidden: 4, seed: 8 }, 1);
    const data = machineData({ visible: 6, hidden: 4, seed: 8 }, 5);
    let sum = 0;
    for (let n = 0; n < data.count; n++) {
      const v = [...data.input(n)];
      for (let i = 0; i < 6; i++) {
        const other = v.map((state, k) => (k === i ? 1 - state : state));
        sum += Math.log(1 / (1 + Math.exp(machine.freeEnergy(v) - machine.freeEnergy(other))));
      }
    }
    expect(pseudoLogLikelihood(machine, data)).toBeCloseTo(sum / data.count, 6);
    // Of one unit of each example, six times: near on the average.
    expect(Math.abs(pseudoLogLikelihood(machine, data, { units: 3 }) - sum / data.count)).toBeLessThan(3);
  });

  it("is refused where units are not binary, or none are asked", async () => {
    const gaussian = { visible: 6, hidden: 4, units: "gaussian" as const };
    expect(refused(() => pseudoLogLikelihood(boltzmann(gaussian), machineData(gaussian, 2))).code).toContain("options");
    const plain = { visible: 6, hidden: 4 };
    expect(refused(() => pseudoLogLikelihood(boltzmann(plain), machineData(plain, 2), { units: 0 })).code).toContain(
      "boltzmann.options",
    );
  });
});
