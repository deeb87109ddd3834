import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { refused } from "../testing/refused.ts";
import { type BookNetwork, formatBookJson, parseBookJson } from "./book-json.ts";

const tiny = {
  sizes: [2, 3, 1],
  weights: [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [[7, 8, 9]],
  ],
  biases: [[[0.5], [-0.5], [1e-300]], [[0.1]]],
  cost: "CrossEntropyCost",
};

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const matrix = (rows: number, columns: number) =>
  fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
const network: fc.Arbitrary<BookNetwork> = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 4 })
  .chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      weights: fc.tuple(...sizes.slice(1).map((size, i) => matrix(size, sizes[i]!))),
      biases: fc.tuple(...sizes.slice(1).map((size) => matrix(size, 1))),
      cost: fc.constantFrom("QuadraticCost" as const, "CrossEntropyCost" as const),
    }),
  );

describe("parseBookJson and formatBookJson", () => {
  it("reads what Python's json.dump writes", () => {
    const text = '{"sizes": [2, 1], "weights": [[[0.1, -2.5e-05]]], "biases": [[[1.0]]], "cost": "QuadraticCost"}';
    expect(parseBookJson(text)).toEqual({
      sizes: [2, 1],
      weights: [[[0.1, -2.5e-5]]],
      biases: [[[1]]],
      cost: "QuadraticCost",
    });
  });

  it("gives back every number to the last bit", () => {
    fc.assert(
      fc.property(network, (given) => {
        expect(parseBookJson(formatBookJson(given))).toEqual(given);
      }),
    );
  });

  it.each<[string, string, object]>([
    ["an unknown field", "fields", { momentum: 0 }],
    ["no sizes", "sizes", { sizes: undefined }],
    ["one size", "sizes", { sizes: [2] }],
    ["a size of 0", "sizes", { sizes: [2, 0, 1] }],
    ["a fractional size", "sizes", { sizes: [2, 3.5, 1] }],
    ["sizes that do not fit", "weights", { sizes: [2, 4, 1] }],
    ["too few layers", "weights", { sizes: [2, 3, 1, 1] }],
    ["a missing row", "weights", { weights: [tiny.weights[0]!.slice(1), tiny.weights[1]] }],
    ["a short row", "weights", { weights: [[[1, 2], [3], [5, 6]], tiny.weights[1]] }],
    [
      "a weight that is null",
      "weights",
      {
        weights: [
          [
            [1, null],
            [3, 4],
            [5, 6],
          ],
          tiny.weights[1],
        ],
      },
    ],
    [
      "a weight that is a word",
      "weights",
      {
        weights: [
          [
            [1, "2"],
            [3, 4],
            [5, 6],
          ],
          tiny.weights[1],
        ],
      },
    ],
    ["weights that are no list", "weights", { weights: {} }],
    ["flat biases", "biases", { biases: [[0.5, -0.5, 0], [0.1]] }],
    ["wide biases", "biases", { biases: [[[0, 0], [0], [0]], [[0.1]]] }],
    ["too few biases", "biases", { biases: [[[0], [0]], [[0.1]]] }],
    ["another cost", "cost", { cost: "LogLikelihoodCost" }],
  ])("refuses %s", (_name, code, change) => {
    expect(refused(() => parseBookJson(JSON.stringify({ ...tiny, ...change }))).code).toBe(`book-json.${code}`);
  });

  it("refuses what is not JSON, NaN and Infinity from Python among it", () => {
    for (const text of ["", "{", "\u0000", '{"sizes": [NaN]}', JSON.stringify(tiny).replace("0.1", "Infinity")])
      expect(refused(() => parseBookJson(text)).code).toBe("book-json.syntax");
    for (const text of ["null", "[]", "1"]) expect(refused(() => parseBookJson(text)).code).toBe("book-json.fields");
    expect(refused(() => parseBookJson(JSON.stringify(tiny).replace("0.1", "1e999"))).code).toBe("book-json.biases");
  });

  it("refuses to write a number that is not finite", () => {
    const broken = { ...tiny, biases: [[[0.5], [NaN], [0]], [[0.1]]] } as unknown as BookNetwork;
    const error = refused(() => formatBookJson(broken));
    expect(error.message).toContain("biases[0][1][0] must be a finite number, received NaN");
  });

  it("throws nothing but its own errors at any JSON", () => {
    const field = fc.jsonValue({ maxDepth: 4 });
    const value = fc.record({ sizes: field, weights: field, biases: field, cost: field }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          value.map((v) => JSON.stringify({ ...tiny, ...v })),
        ),
        (text) => {
          try {
            parseBookJson(text);
          } catch (error) {
            expect(error).toBeInstanceOf(NndlError);
          }
        },
      ),
      { numRuns: runs(1000) },
    );
  });
});
