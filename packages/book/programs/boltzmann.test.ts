import { describe, expect, test } from "vitest";
import {
  barsAndStripes,
  demo,
  draw,
  dream,
  freeEnergy,
  hiddenMeans,
  logPartition,
  randomMachine,
  step,
  train,
} from "./boltzmann.ts";
import { Random } from "./random.ts";

describe("a restricted Boltzmann machine", () => {
  test("learns bars and stripes, and dreams of them", () => {
    const lines = demo();
    const likelihoods = lines.slice(1, 3).map((line) => Number(/-\d+\.\d+/.exec(line)?.[0]));
    expect(likelihoods[0]).toBeLessThan(-6);
    expect(likelihoods[1]).toBeGreaterThan(-3.6);
    expect(Number(/^\d/.exec(lines.at(-1) ?? "")?.[0])).toBeGreaterThanOrEqual(5);
  });

  test("has a partition function, which is the sum over both sides", () => {
    const machine = randomMachine(3, 2, new Random(1));
    machine.weights[0][1] = 2;
    machine.hiddenBiases[1] = -1;
    let sum = 0;
    for (let n = 0; n < 32; n++) {
      const [v, h] = [
        [n & 1, (n >> 1) & 1, (n >> 2) & 1],
        [(n >> 3) & 1, (n >> 4) & 1],
      ];
      const energy = h.reduce(
        (total, state, j) =>
          total - state * (machine.hiddenBiases[j] + machine.weights[j].reduce((z, w, i) => z + w * v[i], 0)),
        -v.reduce((total, state, i) => total + state * machine.visibleBiases[i], 0),
      );
      sum += Math.exp(-energy);
    }
    expect(logPartition(machine)).toBeCloseTo(Math.log(sum), 12);
    expect(freeEnergy(machine, [0, 0, 0])).toBeCloseTo(-Math.log(2) - Math.log(1 + Math.exp(-1)), 12);
  });

  test("does not move where its fantasy is the example", () => {
    const machine = randomMachine(4, 3, new Random(2));
    machine.visibleBiases = [50, -50, 50, -50];
    const before = structuredClone(machine);
    const random = new Random(3);
    step(machine, [[1, 0, 1, 0]], 1, 2, () => () => random);
    machine.weights.forEach((row, j) => {
      row.forEach((w, i) => {
        expect(w).toBeCloseTo(before.weights[j][i], 12);
      });
    });
  });

  test("draws as often as it should, always from 1 and never from 0", () => {
    const random = new Random(5);
    const mean = Array.from({ length: 4000 }, () => draw([0.3], random)[0]).reduce(
      (sum, state) => sum + state / 4000,
      0,
    );
    expect(mean).toBeCloseTo(0.3, 1);
    expect(draw([0, 1, 0, 1], random)).toEqual([0, 1, 0, 1]);
    expect(dream(randomMachine(5, 2, random), 3, random)).toHaveLength(5);
  });

  test("refuses nonsense", () => {
    const random = new Random(1);
    expect(() => randomMachine(0, 3, random)).toThrow("both sides");
    expect(() => hiddenMeans(randomMachine(3, 2, random), [1, 0])).toThrow("3 visible neurons");
    expect(() => train(randomMachine(9, 2, random), barsAndStripes(), 1, 7, 0, random)).toThrow("learning rate");
    expect(() => logPartition(randomMachine(21, 2, random))).toThrow("2^21");
  });
});
