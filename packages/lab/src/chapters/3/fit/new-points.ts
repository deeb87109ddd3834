import { stream } from "nndl/random";
import type { Point } from "./polynomial.ts";

/** As far from y = 2x as the book's ten points are, and in between and just beside them. */
const scatter = 0.27;

/** Points of the same kind, which no fit has seen. */
export const newPoints: readonly Point[] = (() => {
  const chance = stream(1, "new points beside the book's ten");
  const off = new Float32Array(12);
  chance.fillGaussian(off, 0, scatter);
  return Array.from(off, (each, i): Point => {
    const x = 0.45 + 0.42 * i;
    return [x, 2 * x + each];
  });
})();
