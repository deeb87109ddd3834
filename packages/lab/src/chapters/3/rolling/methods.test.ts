import { descend } from "@nndl/book/programs/gradient-descent";
import { narrowValley, narrowValleyGradient, roll } from "@nndl/book/programs/momentum";
import { describe, expect, it } from "vitest";
import { groundOf, grounds } from "./landscapes.ts";
import { steppedPath, wholePath } from "./methods.ts";

describe.each(grounds)("the $title", (ground) => {
  const places = [0.1, 0.4, 0.7, 0.9].flatMap((a) =>
    [0.2, 0.6].map(
      (b) => [ground.x[0] + a * (ground.x[1] - ground.x[0]), ground.y[0] + b * (ground.y[1] - ground.y[0])] as const,
    ),
  );

  it("has the gradient and the curvature of its cost", () => {
    const h = 1e-5;
    for (const [x, y] of places) {
      const [gx, gy] = ground.gradient(x, y);
      expect(gx).toBeCloseTo((ground.cost(x + h, y) - ground.cost(x - h, y)) / (2 * h), 4);
      expect(gy).toBeCloseTo((ground.cost(x, y + h) - ground.cost(x, y - h)) / (2 * h), 4);
      const [[xx, xy], [yx, yy]] = ground.hessian(x, y) as [[number, number], [number, number]];
      expect(xx).toBeCloseTo((ground.gradient(x + h, y)[0] - ground.gradient(x - h, y)[0]) / (2 * h), 4);
      expect(xy).toBeCloseTo((ground.gradient(x, y + h)[0] - ground.gradient(x, y - h)[0]) / (2 * h), 4);
      expect(yx).toBe(xy);
      expect(yy).toBeCloseTo((ground.gradient(x, y + h)[1] - ground.gradient(x, y - h)[1]) / (2 * h), 4);
    }
  });

  it("is gone down by each method that knows of curvature", async () => {
    for (const name of ["newton", "conjugate-gradients", "l-bfgs"] as const) {
      const path = await wholePath(name, ground, ground.start, 40);
      const costs = path.map(([x, y]) => ground.cost(x, y));
      expect(costs.at(-1)!).toBeLessThan(costs[0]!);
    }
  });
});

describe("in the narrow valley", () => {
  const valley = groundOf("valley");
  const settings = { start: [10, 1], rate: 0.02, steps: 60 } as const;

  it.each([0, 0.5, 0.9, 1.1, -0.5])("momentum with μ = %f rolls as the reading room's", (mu) => {
    const rolled = roll(narrowValleyGradient, [10, 1], 0.02, mu, 60);
    for (const [i, [x, y]] of steppedPath("momentum", valley, { ...settings, mu }).entries()) {
      expect(x).toBeCloseTo(rolled[i]![0]!, 6);
      expect(y).toBeCloseTo(rolled[i]![1]!, 6);
    }
  });

  it("plain descent is the reading room's, and momentum is sooner down", () => {
    const plain = steppedPath("plain", valley, { ...settings, mu: 0.9 });
    const other = descend(narrowValleyGradient, [10, 1], 0.02, 60);
    expect(plain.at(-1)![0]).toBeCloseTo(other.at(-1)![0]!, 9);
    const rolled = steppedPath("momentum", valley, { ...settings, mu: 0.8 });
    expect(narrowValley([...rolled.at(-1)!])).toBeLessThan(0.1 * narrowValley([...plain.at(-1)!]));
  });

  it("Newton's method is there in one step, and what flies off is let go", async () => {
    const path = await wholePath("newton", valley, [10, 1], 10);
    expect(valley.cost(...path[1]!)).toBeLessThan(1e-9);
    expect(steppedPath("plain", valley, { ...settings, rate: 1, mu: 0, steps: 300 }).length).toBeLessThan(60);
  });
});
