import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, map, netOf } from "./compare.ts";

const xor = netOf("xor", 1);
const corner = fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1));

describe("perceptrons", () => {
  test("compute exclusive or, and say the same at every scale", () => {
    for (const c of [0.1, 1, 1000])
      for (const x of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ])
        expect(compare(xor, c, x).at(-1)!.says).toBe(x[0] === x[1] ? 0 : 1);
  });
});

describe("sigmoid neurons", () => {
  test("come to say what perceptrons say, where none stands on its border", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), corner, (seed, x) => {
        const net = netOf("random", seed);
        fc.pre(compare(net, 1, x).every(({ z }) => Math.abs(z) > 1e-3));
        const { says, smooth } = compare(net, 1e5, x).at(-1)!;
        expect(smooth).toBeCloseTo(says, 6);
      }),
    );
  });
  test("stay at ½ on a border, whatever c", () => {
    for (const c of [1, 10, 1000]) {
      const [or] = compare(xor, c, [0.5, 0]);
      expect(or).toMatchObject({ z: 0, says: 0, smooth: 0.5, undecided: true });
      expect(compare(netOf("larger", 1), c, [0.3, 0.3])[0]).toMatchObject({ says: 0, smooth: 0.5, undecided: true });
    }
  });
  test("floating point hides no border", () => {
    expect(compare({ weights: [[[1, 1]]], biases: [[-0.3]] }, 1, [0.1, 0.2])[0]).toMatchObject({
      z: 0,
      says: 0,
      undecided: true,
    });
  });
});

test("the maps have x₁ to the right and x₂ upwards", () => {
  const larger = netOf("larger", 1);
  expect([...map(larger, undefined, 2)]).toEqual([0, 0, 0, 1]);
  const smooth = map(larger, 1, 2);
  expect(smooth[0]).toBeCloseTo(1 / (1 + Math.E), 6);
  expect(smooth[3]).toBeCloseTo(1 / (1 + Math.exp(-1)), 6);
});
