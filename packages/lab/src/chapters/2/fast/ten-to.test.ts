import { expect, it } from "vitest";
import { tenTo } from "./ten-to.ts";

it("writes small powers out, and others as powers", () => {
  expect([1, 10, 1000, 1e4, 1e7, 0.1, 1e-16].map(tenTo)).toEqual(["1", "10", "1,000", "10⁴", "10⁷", "10⁻¹", "10⁻¹⁶"]);
});
