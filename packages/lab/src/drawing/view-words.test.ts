import { describe, expect, it } from "vitest";
import { see } from "./projection.ts";
import { viewInWords } from "./view-words.ts";

const names = ["x", "y"] as const;

describe("a view in words", () => {
  it.each([
    [0, 0.5, "Seen from where y is least, 29° above the floor"],
    [Math.PI / 2, 0.5, "Seen from where x is least, 29° above the floor"],
    [Math.PI, 0.05, "Seen from where y is greatest, 3° above the floor"],
    [-Math.PI / 2, 1, "Seen from where x is greatest, 57° above the floor"],
    [0.7, 0.5, "Seen from where x and y are least, 29° above the floor"],
    [-0.7, 0.5, "Seen from where x is greatest and y is least, 29° above the floor"],
    [2, Math.PI / 2, "Seen from above"],
  ])("at %d, %d: %s", (azimuth, elevation, words) => {
    expect(viewInWords({ azimuth, elevation }, names)).toBe(words);
  });

  it("are those of the side that is nearest", () => {
    for (let azimuth = -3.1; azimuth < 3.1; azimuth += 0.05) {
      const view = { azimuth, elevation: 0.4 };
      const words = viewInWords(view, names);
      const depth = (x: number, y: number) => see(x, y, 0, view).depth;
      if (/x (and y are|is) least/.test(words)) expect(depth(0, 0.5)).toBeLessThan(depth(1, 0.5));
      if (/y (are|is) greatest/.test(words)) expect(depth(0.5, 1)).toBeLessThan(depth(0.5, 0));
    }
  });
});
