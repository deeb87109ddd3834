import { describe, expect, test } from "vitest";
import {
  adding,
  demo,
  forward,
  type Lstm,
  meanCost,
  nothing,
  randomLstm,
  rowsOf,
  step,
  throughTime,
  train,
} from "./lstm.ts";
import { Random } from "./random.ts";

const random = () => new Random(6);

/** One unit whose gates are what they are told to be, whatever it reads. */
function held(take: number, keep: number, give: number): Lstm {
  return {
    ...randomLstm(1, 1, random()),
    input: [[0], [0], [1], [0]],
    recurrent: [[0], [0], [0], [0]],
    biases: [take, keep, 0, give],
  };
}

describe("long short-term memory", () => {
  test("has the gradient that small changes of its weights say", () => {
    const net = randomLstm(2, 3, random());
    const [[xs, y]] = adding(1, 6, random());
    const { nabla } = throughTime(net, xs, y);
    const small = 1e-5;
    rowsOf(net).forEach((row, j) => {
      row.forEach((weight, k) => {
        const costs = [weight + small, weight - small].map((changed) => {
          row[k] = changed;
          return throughTime(net, xs, y).cost;
        });
        row[k] = weight;
        expect(rowsOf(nabla)[j][k]).toBeCloseTo((costs[0] - costs[1]) / (2 * small), 8);
      });
    });
  });

  test("keeps what it took in, where its gates say so, and the error with it", () => {
    const [open, shut] = [50, -50];
    const started = step(held(open, open, open), [0.7], nothing(1));
    expect(started.memory[0]).toBeCloseTo(Math.tanh(0.7), 12);
    const later = step(held(shut, open, shut), [5], started);
    expect(later.memory[0]).toBeCloseTo(started.memory[0], 12);
    expect(later.out[0]).toBeCloseTo(0, 12);
    expect(step(held(shut, shut, open), [5], started).out[0]).toBeCloseTo(0, 12);
    const keeping = throughTime(
      held(open, open, open),
      Array.from({ length: 30 }, () => [0.01]),
      1,
    ).lengths;
    expect(keeping[0] / keeping[29]).toBeCloseTo(1, 6);
    const half = throughTime(
      held(open, 0, open),
      Array.from({ length: 30 }, () => [0.01]),
      1,
    ).lengths;
    expect(half[0] / half[29]).toBeCloseTo(0.5 ** 29, 12);
  });

  test("learns to add two numbers that stand far apart", () => {
    const [net, test] = [randomLstm(2, 5, random()), adding(100, 6, random())];
    expect(meanCost(net, test)).toBeGreaterThan(0.05);
    train(net, adding(2500, 6, new Random(7)), 0.03);
    expect(meanCost(net, test)).toBeLessThan(0.01);
  });

  test("and says so in the demonstration", () => {
    const costs = demo().flatMap((line) => /sequences: (\d\.\d+)/.exec(line)?.[1] ?? []);
    expect(Number(costs.at(-1))).toBeLessThan(0.005);
    expect(costs).toHaveLength(6);
  });

  test("refuses nonsense", () => {
    const net = randomLstm(2, 3, random());
    expect(() => randomLstm(0, 3, random())).toThrow("inputs and units");
    expect(() => forward(net, [])).toThrow("needs a step");
    expect(() => forward(net, [[1]])).toThrow("2 inputs");
    expect(() => adding(3, 1, random())).toThrow("two steps");
    expect(() => train(net, adding(1, 4, random()), -1)).toThrow("learning rate");
  });
});
