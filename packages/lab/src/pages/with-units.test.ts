import { expect, it } from "vitest";
import { withUnits } from "./with-units.ts";

it("keeps the percent sign with its number, and nothing else together", () => {
  expect(withUnits("95 % of 10 000, or 9 % %")).toBe("95\u00a0% of 10 000, or 9\u00a0% %");
});
