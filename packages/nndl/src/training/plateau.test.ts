import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterEpoch, noProgress, type Progress } from "./plateau.ts";

const after = (qualities: readonly number[], reduceAfter?: number): Progress =>
  qualities.reduce((progress, quality, epoch) => afterEpoch(progress, epoch, quality, reduceAfter), noProgress);

describe("progress", () => {
  it("begins with the first epoch as the best, however bad", () => {
    expect(after([-1e300])).toEqual({ best: -1e300, bestEpoch: 0, sinceBest: 0, sinceReduction: 0, reductions: 0 });
  });

  it("counts the epochs since the best; an equal one is no improvement", () => {
    expect(after([5, 7, 7, 6])).toEqual({ best: 7, bestEpoch: 1, sinceBest: 2, sinceReduction: 2, reductions: 0 });
    expect(after([5, 7, 7, 6, 7.5])).toMatchObject({ best: 7.5, bestEpoch: 4, sinceBest: 0, sinceReduction: 0 });
  });

  it("reduces after every so many epochs without improvement, and waits as long again", () => {
    const reductions = (qualities: readonly number[]) => after(qualities, 2).reductions;
    expect(reductions([5, 5])).toBe(0);
    expect(reductions([5, 5, 5])).toBe(1);
    expect(reductions([5, 5, 5, 5])).toBe(1);
    expect(reductions([5, 5, 5, 5, 5])).toBe(2);
    expect(after([5, 5, 5, 5, 5], 2).sinceBest).toBe(4);
    // An improvement in between starts the waiting anew, and keeps the reductions.
    expect(reductions([5, 5, 5, 5, 6, 6])).toBe(1);
    expect(reductions([5, 5, 5, 5, 6, 6, 6])).toBe(2);
  });

  it("has the best quality and the first epoch that reached it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        (all, n) => {
          const progress = after(all, n);
          const best = Math.max(...all);
          expect(progress.best).toBe(best);
          expect(progress.bestEpoch).toBe(all.indexOf(best));
          expect(progress.sinceBest).toBe(all.length - 1 - all.indexOf(best));
          expect(progress.sinceReduction).toBeLessThan(n);
        },
      ),
    );
  });
});
