import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distance, goal } from "./bumps.ts";
import { asOneLayer, demo, type LinearLayer, linearOutput, output, piecesFor, ramp } from "./relu-pieces.ts";

describe("rectified linear neurons (X4.2)", () => {
  test("make steps: 0, then 1, with a ramp between", () => {
    expect([-1, 0.2, 0.25, 0.3, 5].map((x) => ramp(x, 0.2, 0.3))).toEqual([
      0,
      0,
      expect.closeTo(0.5, 12),
      expect.closeTo(1, 12),
      expect.closeTo(1, 12),
    ]);
  });

  test("give the function itself at every knot, and lines between", () => {
    const pieces = piecesFor(goal, 8);
    for (let k = 0; k <= 8; k++) expect(output(pieces, k / 8)).toBeCloseTo(goal(k / 8), 12);
    for (let k = 0; k < 8; k++)
      expect(output(pieces, (k + 0.5) / 8)).toBeCloseTo((goal(k / 8) + goal((k + 1) / 8)) / 2, 12);
    expect(pieces.biases).toHaveLength(8);
  });

  test("come as near as one likes: four times as near with twice as many", () => {
    const error = (count: number) => {
      const pieces = piecesFor(goal, count);
      return distance(goal, (x) => output(pieces, x));
    };
    expect(error(200) / error(400)).toBeCloseTo(4, 0);
    expect(error(400)).toBeLessThan(1e-3);
  });
});

test("linear neurons, however many layers, are one layer (X4.3)", () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  const layer = (outputs: number, inputs: number): fc.Arbitrary<LinearLayer> =>
    fc.record({
      weights: fc.array(fc.array(number, { minLength: inputs, maxLength: inputs }), {
        minLength: outputs,
        maxLength: outputs,
      }),
      biases: fc.array(number, { minLength: outputs, maxLength: outputs }),
    });
  fc.assert(
    fc.property(fc.tuple(layer(3, 2), layer(4, 3), layer(1, 4)), fc.tuple(number, number), (layers, x) => {
      expect(linearOutput([asOneLayer(layers)], x)[0]).toBeCloseTo(linearOutput(layers, x)[0], 9);
    }),
  );
});

test.each([
  [() => ramp(0, 1, 1), "from left to right; received 1 to 1"],
  [() => piecesFor(goal, 0), "received 0"],
  [() => piecesFor(goal, 2.5), "received 2.5"],
  [() => asOneLayer([]), "no layer"],
])("bad input is refused", (make, words) => {
  expect(make).toThrow(words);
});

test("the demonstration: nearer with every line", () => {
  const errors = demo()
    .slice(2, 7)
    .map((line) => Number(line.trim().split(/\s+/).at(-1)));
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
});
