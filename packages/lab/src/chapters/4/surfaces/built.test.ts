import { approximateByTowers } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { tryToBuild } from "./built.ts";

describe("a construction for a reader's formula", () => {
  const options = { inputs: 2, perSide: 2 } as const;
  it("is there when the formula fits", () => {
    expect(tryToBuild(() => approximateByTowers((x, y) => x * y, options)).value!.outputSize).toBe(1);
  });
  it("says why there is none", () => {
    expect(tryToBuild(() => approximateByTowers((x) => 1 / (x - x), options)).problem).toContain("finite");
    expect(tryToBuild(() => approximateByTowers(() => 2, { ...options, output: "sigmoid" })).problem).toContain(
      "sigmoid",
    );
  });
});
