import { describe, expect, test } from "vitest";
import { asTraining, tinyDigits } from "./examples.ts";
import { descend, length } from "./gradient-descent.ts";
import { demo, MomentumNetwork, narrowValley, narrowValleyGradient, roll } from "./momentum.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

const start = [10, 1];

describe("momentum", () => {
  test("μ = 0 is gradient descent", () => {
    expect(roll(narrowValleyGradient, start, 0.02, 0, 30)).toEqual(descend(narrowValleyGradient, start, 0.02, 30));
  });

  test("follows equations (107) and (108) by hand: C = w²/2, η = 0.5, μ = 0.5 from w = 8", () => {
    // v = −4, w = 4;  v = −2 − 2 = −4, w = 0;  v = −2 − 0 = −2, w = −2
    expect(roll(([w]) => [w], [8], 0.5, 0.5, 3)).toEqual([[8], [4], [0], [-2]]);
  });

  test("on a constant slope the speed approaches η/(1 − μ) times the slope", () => {
    const path = roll(() => [1], [0], 0.1, 0.9, 200);
    expect(path[200][0] - path[199][0]).toBeCloseTo(-0.1 / (1 - 0.9), 6);
  });

  test("gets down a narrow valley faster", () => {
    const end = (mu: number) => narrowValley(roll(narrowValleyGradient, start, 0.02, mu, 60)[60]);
    expect(end(0.8)).toBeLessThan(end(0) / 1000);
  });

  test("μ > 1 flies off (X3.24); μ < 0 is slower than none (X3.25)", () => {
    const away = roll(narrowValleyGradient, start, 0.02, 1.1, 300).map(length);
    expect(away[300]).toBeGreaterThan(1000 * away[0]);
    const end = (mu: number) => narrowValley(roll(narrowValleyGradient, start, 0.02, mu, 60)[60]);
    expect(end(-0.5)).toBeGreaterThan(end(0));
    expect(end(-0.5)).toBeLessThan(narrowValley(start));
  });

  test("bad input is refused", () => {
    expect(() => roll(narrowValleyGradient, start, 0, 0.5, 1)).toThrow("learning rate");
    expect(() => roll(narrowValleyGradient, start, 0.1, Number.NaN, 1)).toThrow("momentum mu");
  });
});

describe("the network with momentum", () => {
  const training = asTraining(tinyDigits(30, new Random(1)));
  const order = (n: number) => [...Array(n).keys()];

  test("with μ = 0 it is the network without", () => {
    const [plain, rolling] = [new Network([15, 5, 10], new Random(2)), new MomentumNetwork([15, 5, 10], new Random(2))];
    rolling.mu = 0;
    for (const net of [plain, rolling]) net.sgd(training, 3, 10, 0.5, { lambda: 0.3, order });
    rolling.weights.flat(2).forEach((w, i) => {
      expect(w).toBeCloseTo(plain.weights.flat(2)[i], 12);
    });
  });

  test("the second step keeps μ of the first", () => {
    const net = new MomentumNetwork([15, 5, 10], new Random(3));
    net.mu = 0.5;
    const places = [net.weights[0][0][0]];
    net.updateMiniBatch(training, 0.5, 0, 30);
    places.push(net.weights[0][0][0]);
    const slope = training.reduce((sum, [x, y]) => sum + net.backprop(x, y).nablaW[0][0][0], 0) / 30;
    net.updateMiniBatch(training, 0.5, 0, 30);
    places.push(net.weights[0][0][0]);
    expect(places[2] - places[1]).toBeCloseTo(0.5 * (places[1] - places[0]) - 0.5 * slope, 14);
  });
});

test("the demonstration: momentum helps the network, and μ > 1 hurts the ball", () => {
  const lines = demo();
  const cost = (mu: string) => Number(lines.find((line) => line.includes(`mu = ${mu}: C`))!.split("C = ")[1]);
  expect(cost(" 0.8")).toBeLessThan(cost("   0"));
  expect(cost(" 1.1")).toBeGreaterThan(62.5);
});
