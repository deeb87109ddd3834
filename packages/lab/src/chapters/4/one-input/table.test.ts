import { goalFunction } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { tableRow } from "./table.ts";

describe("the table of the book's function", () => {
  // As the chapter's facts list them, and the chapter's table.
  it.each([
    [10, 0.282, 0.054, 0.054, 0.24],
    [20, 0.133, 0.025, 0.024, 0.15],
    [50, 0.054, 0.0099, 0.0097, 0.065],
    [100, 0.027, 0.005, 0.0049, 0.033],
    [200, 0.014, 0.0025, 0.0024, 0.016],
  ])("has its row for %i bumps", async (bumps, inner, ideal, mean, largest) => {
    const row = await tableRow(goalFunction, bumps, "sigmoid");
    expect(Math.abs(row.inner - inner)).toBeLessThan(6e-4);
    expect(Math.abs(row.ideal - ideal)).toBeLessThan(6e-4);
    expect(Math.abs(row.mean - mean)).toBeLessThan(6e-4);
    expect(Math.abs(row.largest - largest)).toBeLessThan(6e-3);
  });

  it("has no difference between sum and output where the output adds up", async () => {
    const row = await tableRow((x) => 5 * x, 10, "linear");
    expect(row.inner).toBe(row.ideal);
    expect(row.ideal).toBeCloseTo(0.125, 3);
  });

  it("refuses what no sigmoid outputs", async () => {
    await expect(tableRow((x) => 5 * x, 10, "sigmoid")).rejects.toThrow();
  });
});
