/** The reading room's machine and the library's: the same draws, the same steps, the same likelihoods. */
import { Dataset } from "nndl";
import { BoltzmannMachine, exactLogLikelihood, exactLogPartition, trainMachine } from "nndl/generative";
import { stream } from "nndl/random";
import { describe, expect, test } from "vitest";
import {
  barsAndStripes,
  type Chance,
  type Draws,
  freeEnergy,
  logLikelihood,
  logPartition,
  type Machine,
  step,
} from "./boltzmann.ts";

const seed = 3;
const shape = { visible: 9, hidden: 5, seed };
const examples = barsAndStripes();
const data = new Dataset({
  shape: [9],
  features: Float32Array.from(examples.flat()),
  targets: { kind: "classes", labels: examples.map(() => 0), classes: 1 },
});

/** The library's machine as the program writes one. */
function programOf(machine: BoltzmannMachine): Machine {
  return {
    weights: Array.from({ length: 5 }, (_, j) => [...machine.weights.subarray(9 * j, 9 * j + 9)]),
    visibleBiases: [...machine.visibleBiases],
    hiddenBiases: [...machine.hiddenBiases],
  };
}

function libraryMachine(): BoltzmannMachine {
  const machine = BoltzmannMachine.initialize(shape);
  stream(1, "weights").fillGaussian(machine.weights, 0, 0.5);
  stream(1, "biases").fillGaussian(machine.visibleBiases, 0, 0.5);
  return machine;
}

/** The numbers that the library draws for one row of neurons: a word for each, rows of sixteen. */
function chanceOf(name: string, miniBatch: number, row: number): Chance {
  const random = stream(seed, name, miniBatch);
  random.position = 16 * row;
  return { uniform: () => (random.uint32() >>> 8) / 2 ** 24 };
}

describe.each([1, 3])("CD-%i", (k) => {
  test.each(["reference", "wasm"] as const)("is the %s engine's, mini-batch after mini-batch", async (engine) => {
    const machine = libraryMachine();
    const program = programOf(machine);
    const options = {
      epochs: 1,
      miniBatchSize: 4,
      learningRate: 0.3,
      gibbsSteps: k,
      shuffle: false,
      engine,
      threads: 1,
    };
    for await (const _ of trainMachine(machine, data, options));
    for (let from = 0, miniBatch = 0; from < examples.length; from += 4, miniBatch++) {
      const drawsOf =
        (row: number): Draws =>
        (side, sweep) =>
          chanceOf(`boltzmann/${side}/${sweep}`, miniBatch, row);
      step(program, examples.slice(from, from + 4), 0.3, k, drawsOf);
    }
    const theirs = programOf(machine);
    program.weights.forEach((row, j) => {
      row.forEach((w, i) => {
        expect(w).toBeCloseTo(theirs.weights[j][i], 5);
      });
      expect(program.hiddenBiases[j]).toBeCloseTo(theirs.hiddenBiases[j], 5);
    });
    program.visibleBiases.forEach((b, i) => {
      expect(b).toBeCloseTo(theirs.visibleBiases[i], 5);
    });
  });
});

test("free energies, the partition function and the likelihood are the library's", () => {
  const machine = libraryMachine();
  const program = programOf(machine);
  for (const v of examples) expect(freeEnergy(program, v)).toBeCloseTo(machine.freeEnergy(v), 10);
  expect(logPartition(program)).toBeCloseTo(exactLogPartition(machine), 10);
  expect(logLikelihood(program, examples)).toBeCloseTo(exactLogLikelihood(machine, data), 10);
});
