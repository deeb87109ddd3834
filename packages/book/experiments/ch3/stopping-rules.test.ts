import { describe, expect, test } from "vitest";
import { averageOf, noImprovementIn, noImprovementInHalf, stoppedBy } from "./stopping-rules.ts";

const flatAfter = (rise: number, length: number) => Array.from({ length }, (_, epoch) => Math.min(epoch, rise));

describe("a stopping rule", () => {
  test.each([
    ["no improvement in 3", noImprovementIn(3), flatAfter(4, 20), { epochs: 8, best: 4 }],
    ["equals are no improvement", noImprovementIn(2), [5, 5, 5, 9], { epochs: 3, best: 0 }],
    ["a late improvement starts the wait anew", noImprovementIn(3), [1, 0, 0, 2, 0, 0, 0, 3], { epochs: 7, best: 3 }],
    ["patience that grows", noImprovementInHalf(3), flatAfter(4, 20), { epochs: 10, best: 4 }],
    ["averages, once there are two", averageOf(2), [3, 2, 1, 1, 9], { epochs: 4, best: 0 }],
    ["averages of what rises", averageOf(2), flatAfter(5, 20), { epochs: 9, best: 5 }],
    ["a training that ends before", noImprovementIn(10), flatAfter(4, 6), { epochs: 6, best: 4 }],
  ])("%s", (_, rule, accuracies, stopped) => {
    expect(stoppedBy(rule, accuracies)).toEqual(stopped);
  });

  test("knows nothing of what comes later", () => {
    const [early, late] = [flatAfter(4, 20), [...flatAfter(4, 19), 100]];
    for (const rule of [noImprovementIn(5), noImprovementInHalf(5), averageOf(3)])
      expect(stoppedBy(rule, late)).toEqual(stoppedBy(rule, early));
  });
});
