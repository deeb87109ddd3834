import { describe, expect, test } from "vitest";
import { backprop, hadamard, linearUnit, randomNet } from "./backprop.ts";
import { demo, diagonal, errorByMatrices, times } from "./diagonal-form.ts";
import { Random } from "./random.ts";

describe("the diagonal form", () => {
  test("a diagonal matrix times a vector is the Hadamard product", () => {
    expect(diagonal([1, 2])).toEqual([
      [1, 0],
      [0, 2],
    ]);
    expect(times(diagonal([1, 2]), [3, 4])).toEqual(hadamard([1, 2], [3, 4]));
  });

  test("equation (35) gives the errors of BP1 and BP2 in every layer", () => {
    const net = randomNet([3, 5, 4, 2], new Random(1));
    net.neurons[1][0] = linearUnit;
    const [x, y] = [
      [0.2, -0.4, 0.9],
      [0, 1],
    ];
    backprop(net, x, y).nablaB.forEach((delta, l) => {
      errorByMatrices(net, x, y, l).forEach((error, j) => {
        expect(error).toBeCloseTo(delta[j], 12);
      });
    });
    expect(() => errorByMatrices(net, x, y, 3)).toThrow("no layer 3");
  });
});

test("the demonstration's pairs of lines agree", () => {
  const numbers = demo().map((line) => line.split(":")[1].trim());
  expect(numbers).toHaveLength(6);
  for (const l of [0, 2, 4]) expect(numbers[l]).toBe(numbers[l + 1]);
});
