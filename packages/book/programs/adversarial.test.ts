import { describe, expect, test } from "vitest";
import {
  demo,
  fastGradientSign,
  fromNoise,
  inputGradient,
  misread,
  projectedGradient,
  smallestEpsilon,
  trainAgainst,
} from "./adversarial.ts";
import { argmax, asTraining, type TestPair, tinyDigits, vectorizedResult } from "./examples.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";

const pixels = (pairs: TestPair[]) =>
  pairs.map(([x, label]): TestPair => [x.map((value) => Math.min(1, Math.max(0, value))), label]);
const digits = pixels(tinyDigits(60, new Random(2)));

function trained(): Network {
  const net = new Network([15, 20, 10], new Random(3));
  net.sgd(asTraining(pixels(tinyDigits(300, new Random(4)))), 8, 10, 3);
  return net;
}

const cost = (net: Network, x: number[], y: number[]) =>
  net.feedforward(x).reduce((sum, a, j) => sum + (a - y[j]) ** 2 / 2, 0);

test("the gradient with respect to the input is what moving each pixel a little says", () => {
  const net = new Network([15, 20, 10], new Random(5));
  const [[x, label]] = digits;
  const y = vectorizedResult(label, 10);
  inputGradient(net, x, y).forEach((slope, k) => {
    const moved = (by: number) => cost(net, x.with(k, x[k] + by), y);
    expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 8);
  });
});

describe("an attack", () => {
  const net = trained();

  test("raises the cost, keeps pixels between 0 and 1, and none further than epsilon", () => {
    for (const [x, label] of digits) {
      const y = vectorizedResult(label, 10);
      for (const changed of [fastGradientSign(net, x, y, 0.1), projectedGradient(net, x, y, 0.1, 5)]) {
        expect(cost(net, changed, y)).toBeGreaterThan(cost(net, x, y));
        changed.forEach((value, k) => {
          expect(Math.abs(value - x[k])).toBeLessThanOrEqual(0.1 + 1e-12);
          expect(value >= 0 && value <= 1).toBe(true);
        });
      }
    }
  });

  test("with the smallest epsilon is just enough", () => {
    const found = digits.slice(0, 15).map(([x, label]) => [x, label, smallestEpsilon(net, x, label)] as const);
    for (const [x, label, epsilon] of found) {
      const read = (e: number) =>
        argmax(net.feedforward(projectedGradient(net, x, vectorizedResult(label, 10), e, 10)));
      if (epsilon === 0 || epsilon === Number.POSITIVE_INFINITY) continue;
      expect(read(epsilon)).not.toBe(label);
      expect(epsilon).toBeLessThan(0.6);
    }
    expect(found.filter(([, , epsilon]) => epsilon > 0 && epsilon < 1).length).toBeGreaterThan(10);
  });

  test("from noise makes an image that the network is sure of", () => {
    const made = [0, 4, 7].map((label) => net.feedforward(fromNoise(net, label, new Random(label)))[label]);
    expect(Math.min(...made)).toBeGreaterThan(0.8);
  });

  test("succeeds less against a network that was trained against it", () => {
    const learning = asTraining(pixels(tinyDigits(500, new Random(4))));
    const [plain, hardened] = [1, 1].map((seed) => new Network([15, 30, 10], new Random(seed)));
    plain.sgd(learning, 15, 10, 3);
    trainAgainst(hardened, learning, 0.2, 15, 3);
    const count = (victim: Network) => misread(victim, digits, (x, y) => projectedGradient(victim, x, y, 0.2, 10));
    expect(count(hardened)).toBeLessThan(0.8 * count(plain));
  });

  test("refuses an epsilon below 0, and no steps", () => {
    const [[x, label]] = digits;
    for (const epsilon of [-0.1, Number.NaN])
      expect(() => fastGradientSign(net, x, vectorizedResult(label, 10), epsilon)).toThrow("from 0");
    expect(() => projectedGradient(net, x, vectorizedResult(label, 10), 0.1, 0)).toThrow("from 1 up");
  });
});

test("the demonstration has more misread by ten steps than by noise of the same size", () => {
  const rows = demo()
    .filter((line) => /^ +0\.\d\d +\d/.test(line))
    .map((line) => line.trim().split(/\s+/).map(Number));
  expect(rows).toHaveLength(5);
  for (const [, , ten, noise] of rows.slice(1)) expect(ten).toBeGreaterThan(2 * noise);
});
