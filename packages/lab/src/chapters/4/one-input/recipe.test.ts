import { Network } from "nndl";
import { approximateByBumps, goalFunction, measureApproximation } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { Workbench } from "../../../training/workbench.ts";
import { goalText } from "./goal.ts";
import { furtherTraining } from "./recipe.ts";

describe("training further", () => {
  const sources = {
    digits: () => Promise.reject(new Error("no digits are wanted here")),
  };

  it.each([
    [10, 20, 0.3],
    [50, 20, 0.97],
  ])("begins with %i constructed bumps of steepness %i N, and ends nearer to f", async (bumps, factor, part) => {
    const built = approximateByBumps(goalFunction, { bumps, steepness: factor * bumps, output: "sigmoid" });
    const workbench = await Workbench.open(furtherTraining(built, goalText, bumps), sources, {
      weights: built.toBytes(),
    });
    expect(workbench.sha256()).toBe(built.sha256());
    const before = await measureApproximation(built, goalFunction, { perSide: 1001 });
    await workbench.train();
    const trained = Network.fromBytes(workbench.save("safetensors"));
    await workbench.close();
    const after = await measureApproximation(trained, goalFunction, { perSide: 1001 });
    expect(after.mean).toBeLessThan(part * before.mean);
  });
});
