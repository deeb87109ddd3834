import { expect, it } from "vitest";
import { below, chainVerdict } from "./words.ts";

it("says whether a gradient vanishes or explodes", () => {
  expect(chainVerdict(-0.001, 0.1)).toBe("∂C/∂b₁ is 100 times smaller than ∂C/∂b₃: it vanishes.");
  expect(chainVerdict(62.5, 0.1)).toBe("∂C/∂b₁ is 625 times larger than ∂C/∂b₃: it explodes.");
  expect(chainVerdict(0.1, -0.12)).toMatch(/equally large/);
  expect(chainVerdict(0, 0.1)).toMatch(/Nothing/);
  expect(below(12)).toBe("₁₂");
});
