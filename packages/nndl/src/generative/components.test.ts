import { expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { componentsError, principalComponents } from "./components.ts";

/** Points along (3, 4, 0)/5 with deviation 2, and 0.5 along the third axis, around (1, 0, −1). */
const random = stream(1, "test");
const features = new Float32Array(3 * 2000);
for (let i = 0; i < 2000; i++) {
  const [far, near] = [2 * random.gaussian(), 0.5 * random.gaussian()];
  features.set([1 + 0.6 * far, 0.8 * far, near - 1], 3 * i);
}
const data = new Dataset({
  shape: [3],
  features,
  targets: { kind: "values", values: new Float32Array(2000), size: 1 },
});

it("finds the directions of most variance", () => {
  const { directions, variances, mean, total } = principalComponents(data, 2);
  const [first, second] = directions;
  expect(Math.abs(first[0])).toBeCloseTo(0.6, 2);
  expect(first[0] * first[1]).toBeCloseTo(0.48, 2);
  expect(Math.abs(second[2])).toBeCloseTo(1, 2);
  expect(variances[0]).toBeGreaterThan(3.6);
  expect(variances[1]).toBeCloseTo(0.25, 1);
  expect(mean[2]).toBeCloseTo(-1, 1);
  expect(variances[0] + variances[1]).toBeCloseTo(total, 4);
});

it("leaves of the examples what the other directions have", () => {
  const one = principalComponents(data, 1);
  expect(componentsError(one, data)).toBeCloseTo(one.total - one.variances[0], 4);
  expect(componentsError(principalComponents(data, 3), data)).toBeCloseTo(0, 4);
  expect(refused(() => principalComponents(data, 4)).code).toBe("components.count");
});
