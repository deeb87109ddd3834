import { backprop } from "@nndl/book/programs/backprop";
import { finiteDifferences, largestDifference } from "@nndl/book/programs/finite-differences";
import { expect, it } from "vitest";
import { bestOf, caseOf, errorAt, errorsOf, lap, parametersOf, parametersOfRace, raceSizes } from "./measure.ts";

const example = caseOf([4, 5, 3], 3);

it("a lap counts one pass for each parameter and one more, and finds the same gradient", () => {
  let clock = 0;
  for (const hidden of [1, 7, 20]) {
    const { parameters, passes, difference, byDifferences, byBackpropagation } = lap(hidden, () => {
      clock += 1000;
      return clock;
    });
    expect(parameters).toBe(parametersOfRace(hidden));
    expect(parameters).toBe(parametersOf(caseOf(raceSizes(hidden), 1).net));
    expect(passes).toBe(parameters + 1);
    expect(difference).toBeLessThan(1e-5);
    expect([byDifferences, byBackpropagation]).toEqual([1, 1 / 20]);
  }
});

it("the error in float64 is the program's own", () => {
  const { net, x, y } = example;
  for (const epsilon of [1e-1, 1e-7, 1e-13])
    expect(errorAt(epsilon, example, "float64")).toBe(
      largestDifference(finiteDifferences(net, x, y, epsilon).gradient, backprop(net, x, y)),
    );
});

it("has its best ε in between, near the root of the rounding: 10^−8 in float64, a few thousandths of a tenth in float32", () => {
  const [fine, rough] = [errorsOf("float64", example), errorsOf("float32", example)];
  expect(Math.log10(bestOf(fine)[0])).toBeGreaterThan(-9.5);
  expect(Math.log10(bestOf(fine)[0])).toBeLessThan(-6.5);
  expect(Math.log10(bestOf(rough)[0])).toBeGreaterThan(-5);
  expect(Math.log10(bestOf(rough)[0])).toBeLessThan(-2);
  expect(bestOf(fine)[1]).toBeLessThan(bestOf(rough)[1] / 1000);
  // With a large ε the precision does not matter; with a tiny one float32 sees no change at all, and its error is the derivative itself.
  expect(rough.at(-1)![1]).toBeCloseTo(fine.at(-1)![1], 5);
  const { nablaB, nablaW } = backprop(example.net, example.x, example.y);
  const largest = Math.max(...[...nablaB.flat(), ...nablaW.flat(2)].map(Math.abs));
  expect(rough[0]![1]).toBeCloseTo(largest, 9);
});

it("finds the best of several", () => {
  expect(
    bestOf([
      [1, 3],
      [2, 1],
      [3, 2],
    ]),
  ).toEqual([2, 1]);
});
