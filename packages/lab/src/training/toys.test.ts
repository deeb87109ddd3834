import { dataIdentity } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { type ToyName, toyClasses, toyNames } from "./toy-names.ts";
import { toyPoints } from "./toys.ts";

/** Links promise these points: in Node, in every browser, in every version. */
const hashes: Readonly<Record<ToyName, string>> = {
  circles: "1ee968e04382d02e6f2e984c7fa75433",
  xor: "dc0d86a5fe7883295d993486df020688",
  gaussians: "b043bf154f680a9956a633cb5fe60a0d",
  spiral: "fbefd6c7329c602d7a25af33257190d0",
  moons: "373fe9e72a8b268dd6bf5f68f29a822a",
  checkerboard: "0ebcc49ef55107772a684156dc778bce",
  wave: "1ae3fc0409577390cce722403fcbdc15",
  rings: "f042ce9c15f4d77c450ed0f2e2f57822",
  clouds: "cb0ed5fc358727e67660ccc74255a216",
};

describe.each(toyNames)("%s", (name) => {
  it("are the points that they were, to the bit", () => {
    expect(dataIdentity(toyPoints(name, 400, 0.1, 0)).hash).toBe(hashes[name]);
  });

  it("has as many of each class as can be, within the plane, and others from another seed", () => {
    const data = toyPoints(name, 301, 0.05, 3);
    const counts = Array.from({ length: toyClasses[name] }, () => 0);
    for (let i = 0; i < 301; i++) counts[data.label(i)]!++;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(counts.reduce((sum, count) => sum + count)).toBe(301);
    for (const coordinate of data.features) expect(Math.abs(coordinate)).toBeLessThan(1.5);
    expect(data.features).not.toEqual(toyPoints(name, 301, 0.05, 4).features);
  });

  it("can be few", () => {
    expect(toyPoints(name, 8, 1, 0).count).toBe(8);
  });
});

/** Each shape without noise is what it is called. */
const rules: Readonly<Partial<Record<ToyName, (x: number, y: number) => number>>> = {
  xor: (x, y) => Number(x * y < 0),
  circles: (x, y) => Number(Math.hypot(x, y) > 0.5),
  checkerboard: (x, y) => (Math.floor((x + 0.96) / 0.48) + Math.floor((y + 0.96) / 0.48)) & 1,
  wave: (x, y) => Number(y > 0.5 * Math.sin(1.5 * Math.PI * x)),
  rings: (x, y) => [0.35, 0.7, 1].findIndex((radius) => Math.hypot(x, y) < radius),
  // Each lies on one side of the middle of its own circle.
  moons: (x, y) => Number(Math.abs(Math.hypot(x - 0.3, y - 0.15) - 0.6) < 1e-6 && y <= 0.15),
};
it.each(Object.entries(rules))("%s is told by its rule", (name, rule) => {
  const data = toyPoints(name as ToyName, 400, 0, 1);
  for (let i = 0; i < 400; i++) {
    const [x, y] = data.input(i);
    expect([i, rule(x!, y!)]).toEqual([i, data.label(i)]);
  }
});
