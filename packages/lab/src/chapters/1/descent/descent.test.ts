import { describe, expect, it } from "vitest";
import { ballAt, descend, verdict } from "./descent.ts";
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
