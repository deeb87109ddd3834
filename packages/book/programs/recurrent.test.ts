import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import {
  bitsEach,
  clip,
  demo,
  nextState,
  randomRecurrentNet,
  readThrough,
  rowsOf,
  sentences,
  throughTime,
  write,
} from "./recurrent.ts";

const random = () => new Random(3);
const text = [0, 2, 1, 1, 0, 2, 2, 1, 0];
const following = [...text.slice(1), 2];

describe("a recurrent network", () => {
  test("has the gradient that small changes of its weights say", () => {
    const net = randomRecurrentNet(3, 4, random());
    const before = [0.3, -0.2, 0.5, 0];
    const { nabla } = throughTime(net, text, following, before);
    const small = 1e-5;
    rowsOf(net).forEach((row, j) => {
      row.forEach((weight, k) => {
        const costs = [weight + small, weight - small].map((changed) => {
          row[k] = changed;
          return throughTime(net, text, following, before).cost;
        });
        row[k] = weight;
        expect(rowsOf(nabla)[j][k]).toBeCloseTo((costs[0] - costs[1]) / (2 * small), 8);
      });
    });
  });

  test("goes on from where it was: two stretches cost what one does", () => {
    const net = randomRecurrentNet(3, 4, random());
    const whole = throughTime(net, text, following, [0, 0, 0, 0]);
    const first = throughTime(net, text.slice(0, 3), following.slice(0, 3), [0, 0, 0, 0]);
    const second = throughTime(net, text.slice(3), following.slice(3), first.last);
    expect((3 * first.cost + 6 * second.cost) / 9).toBeCloseTo(whole.cost, 12);
    expect(second.last).toEqual(whole.last);
  });

  test("knows nothing of what comes later", () => {
    const net = randomRecurrentNet(3, 4, random());
    const state = nextState(net, 1, [0, 0, 0, 0]);
    expect(throughTime(net, [1], [0], [0, 0, 0, 0]).last).toEqual(state);
    expect(state.every((h) => Math.abs(h) < 1)).toBe(true);
  });

  test("learns a text by heart that repeats itself, and writes it", () => {
    const net = randomRecurrentNet(4, 10, random());
    const round = Array.from({ length: 400 }, (_, i) => [0, 1, 0, 2, 3][i % 5]);
    expect(bitsEach(net, round)).toBeGreaterThan(1.5);
    for (let epoch = 0; epoch < 10; epoch++) readThrough(net, round, 10, 0.5);
    expect(bitsEach(net, round)).toBeLessThan(0.1);
    expect(write(net, 0, 10, 0.1, random())).toEqual(round.slice(0, 10));
  });

  test("clips what is too long, and nothing else", () => {
    const net = randomRecurrentNet(2, 3, random());
    const length = () => Math.hypot(...rowsOf(net).flat());
    const before = length();
    clip(net, before + 1);
    expect(length()).toBe(before);
    clip(net, 0.5);
    expect(length()).toBeCloseTo(0.5, 12);
  });

  test("reads what it has not read nearly as well as can be, in the demonstration", () => {
    const bits = demo().flatMap((line) => /epoch \d: (\d\.\d\d)/.exec(line)?.[1] ?? []);
    expect(bits.map(Number)[0]).toBeGreaterThan(3.5);
    expect(Number(bits.at(-1))).toBeLessThan(0.45);
    expect(sentences(2, random()).split(". ")).toHaveLength(2);
  });

  test("refuses nonsense", () => {
    const net = randomRecurrentNet(3, 2, random());
    expect(() => randomRecurrentNet(1, 2, random())).toThrow("two characters");
    expect(() => throughTime(net, [], [], [0, 0])).toThrow("follows");
    expect(() => throughTime(net, [1, 2], [1], [0, 0])).toThrow("follows");
    expect(() => readThrough(net, text, 0, 1)).toThrow("stretch");
    expect(() => readThrough(net, text, 2, Number.NaN)).toThrow("learning rate");
    expect(() => write(net, 0, 4, 0, random())).toThrow("temperature");
  });
});
