import { describe, expect, it } from "vitest";
import { ballAt, descend, verdict, walker } from "./descent.ts";
import { landscapeOf, landscapes } from "./landscapes.ts";

describe.each(landscapes)("the $name", ({ cost, gradient, range, heights, start }) => {
  const places = [-0.9, -0.3, 0.2, 1].flatMap((v1) => [-1, 0.1, 0.8].map((v2) => [v1, v2] as const));
  it("has the gradient of its cost", () => {
    const h = 1e-6;
    for (const [v1, v2] of places) {
      const [g1, g2] = gradient(v1, v2);
      expect(g1).toBeCloseTo((cost(v1 + h, v2) - cost(v1 - h, v2)) / (2 * h), 6);
      expect(g2).toBeCloseTo((cost(v1, v2 + h) - cost(v1, v2 - h)) / (2 * h), 6);
    }
  });
  it("lies within its heights, and starts within its range", () => {
    for (const [v1, v2] of places) {
      expect(cost(v1, v2)).toBeGreaterThanOrEqual(heights[0] - 0.05);
      expect(cost(v1, v2)).toBeLessThanOrEqual(heights[1] + 0.05);
    }
    for (const v of start) expect(Math.abs(v)).toBeLessThan(range[1]);
  });
});

describe("descending", () => {
  const { gradient, range } = landscapeOf("bowl");
  const go = (rate: number, momentum?: number, steps = 60) => {
    let ball = ballAt(-0.8, 0.6);
    for (let i = 0; i < steps; i++)
      ball = descend(ball, gradient(ball.v[0]!, ball.v[1]!), momentum === undefined ? { rate } : { rate, momentum });
    return ball;
  };
  it("goes by −η∇C: on the bowl each step leaves 1 − 2η of the way", () => {
    expect(descend(ballAt(-0.8, 0.6), [-1.6, 1.2], { rate: 0.25 }).v).toEqual([-0.4, 0.3]);
    expect(go(0.5, undefined, 1).v).toEqual([0, 0]);
  });
  it("comes to rest, overshoots back and forth, or is lost, as η says", () => {
    const stands = (rate: number) => {
      const ball = go(rate);
      return verdict(ball, gradient(ball.v[0]!, ball.v[1]!), range);
    };
    expect([0.3, 0.9, 1, 1.2].map(stands)).toEqual(["resting", "going", "going", "lost"]);
    expect(verdict(ballAt(Number.NaN, 0), [0, 0], range)).toBe("lost");
  });
  it("keeps its velocity with momentum: v ← μv − η∇C", () => {
    const first = descend(ballAt(1, 0), [2, 0], { rate: 0.1, momentum: 0.5 });
    const second = descend(first, [1.6, 0], { rate: 0.1, momentum: 0.5 });
    expect([first.v[0], first.velocity[0]]).toEqual([0.8, -0.2]);
    expect(second.velocity[0]).toBeCloseTo(0.5 * -0.2 - 0.16);
  });
});

describe("a walk", () => {
  it("goes on from where it is, and begins anew when it is another", () => {
    const walk = walker<number>();
    let asked = 0;
    const next = (at: number) => {
      asked++;
      return at + 1;
    };
    expect(walk("a", 5, next, 2)).toEqual([5, 6, 7]);
    expect(walk("a", 5, next, 4)).toEqual([5, 6, 7, 8, 9]);
    expect(walk("a", 5, next, 1)).toEqual([5, 6]);
    expect(asked).toBe(4);
    expect(walk("b", 0, next, 1)).toEqual([0, 1]);
    expect(asked).toBe(5);
  });
});

it("the caption's ball comes from (0.8, −0.6) to a cost of 0.0001 in 20 steps", () => {
  const { start, cost, gradient } = landscapeOf("bowl");
  expect(start).toEqual([0.8, -0.6]);
  let ball = ballAt(...start);
  for (let step = 0; step < 20; step++) ball = descend(ball, gradient(ball.v[0]!, ball.v[1]!), { rate: 0.1 });
  expect(cost(ball.v[0]!, ball.v[1]!).toFixed(4)).toBe("0.0001");
});
