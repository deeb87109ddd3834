import { describe, expect, test } from "vitest";
import { approximate, type Box, demo, hills, output, stepLayer, tower, towerLayer } from "./towers.ts";

const box: Box = [
  [0.4, 0.6],
  [0.3, 0.7],
];

describe("a tower", () => {
  test("is σ(h/2) inside, σ(−h/2) on a plateau beside it, and less far from it (A4.8)", () => {
    expect(tower(box, [0.5, 0.5])).toBeCloseTo(0.9933, 4);
    expect(tower(box, [0.5, 0.9])).toBeCloseTo(0.0067, 4);
    expect(tower(box, [0.9, 0.5])).toBeCloseTo(0.0067, 4);
    expect(tower(box, [0.9, 0.9])).toBeLessThan(1e-6);
  });

  test("of m inputs has 2m steps and the bias (−m + ½)h (A4.10)", () => {
    const cube: Box = [...box, [0.2, 0.5]];
    expect(stepLayer([cube], 1000).biases).toEqual([-400, -600, -300, -700, -200, -500]);
    expect(towerLayer([cube], 10)).toEqual({ weights: [[10, -10, 10, -10, 10, -10]], biases: [-25] });
    expect(tower(cube, [0.5, 0.5, 0.4])).toBeCloseTo(0.9933, 4);
    expect(tower(cube, [0.5, 0.5, 0.6])).toBeCloseTo(0.0067, 4);
  });

  test("refuses inputs that do not fit its box", () => {
    expect(() => tower(box, [0.5])).toThrow("a box of 2 sides needs as many inputs; received 1");
  });
});

describe("towers side by side", () => {
  function mean(count: number): number {
    const network = approximate(hills, 2, count);
    let sum = 0;
    for (let i = 0; i < 15; i++)
      for (let j = 0; j < 15; j++) {
        const [x, y] = [(i + 0.5) / 15, (j + 0.5) / 15];
        sum += Math.abs(hills(x, y) - output(network, [x, y]));
      }
    return sum / 225;
  }

  test("are the function, the nearer the more of them there are", () => {
    const [few, more] = [mean(3), mean(9)];
    expect(few).toBeLessThan(0.2);
    expect(more).toBeLessThan(0.5 * few);
  });

  test("hold for any number of inputs", () => {
    const line = approximate((x) => 0.2 + x / 2, 1, 4);
    expect(output(line, [0.6])).toBeCloseTo(0.2 + 0.625 / 2, 2);
    const corner = approximate((x, y, z) => (x + y + z + 1) / 5, 3, 2);
    expect(corner.towers.biases).toHaveLength(8);
    expect(output(corner, [0.75, 0.75, 0.25])).toBeCloseTo(0.55, 2);
  });

  test("cannot be too many, nor a function that no sigmoid outputs", () => {
    expect(() => approximate(hills, 2, 101)).toThrow("10201 towers");
    expect(() => approximate((x) => 3 * x, 1, 2)).toThrow("between 0 and 1");
    expect(() => approximate(hills, 2, 0)).toThrow("the number of bins");
  });
});

test("the demonstration comes nearer with more towers", () => {
  const [few, more] = demo().flatMap((line) => /from f (\d\.\d+)$/.exec(line)?.slice(1).map(Number) ?? []);
  expect(more).toBeLessThan(few);
});
