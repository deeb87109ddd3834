import { describe, expect, it } from "vitest";
import { bowl, saddle, valley } from "../testing/landscapes.ts";
import { descentPath } from "./descent-path.ts";

describe.each(["newton", "conjugate-gradients", "l-bfgs"] as const)("%s", (optimizer) => {
  it("goes down to the bottom, and says what it asked", async () => {
    for (const landscape of [bowl([1, 25]), valley]) {
      const path = await descentPath(optimizer, landscape, [-1, 1.2], { steps: 200 });
      for (const [i, place] of path.entries()) {
        expect(place.cost).toBe(landscape.cost(place.weights));
        if (i > 0) expect(place.cost).toBeLessThan(path[i - 1].cost);
        if (i > 0) expect(place.evaluations).toBeGreaterThan(path[i - 1].evaluations);
      }
      expect(path.at(-1)!.cost).toBeLessThan(1e-6);
    }
  });

  it("takes no more steps than it may, and none where all is level", async () => {
    expect(await descentPath(optimizer, valley, [-1, 1], { steps: 3 })).toHaveLength(4);
    expect(await descentPath(optimizer, saddle, [1, 0])).toHaveLength(1);
  });
});

it("Newton's method needs one step to the bottom of a bowl", async () => {
  const path = await descentPath("newton", bowl([1, 25]), [4, -2]);
  expect(path[1].cost).toBeLessThan(1e-9);
});

it("refuses what is no such method, Newton's without a Hessian, and steps that are none", async () => {
  const { hessian: _, ...flat } = valley;
  await expect(descentPath("sgd" as never, valley, [0, 0])).rejects.toThrow("looks at all examples");
  await expect(descentPath("newton", flat, [0, 0])).rejects.toThrow("Hessian");
  await expect(descentPath("newton", valley, [0, 0], { steps: -1 })).rejects.toThrow("steps");
});
