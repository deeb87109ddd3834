import { describe, expect, test } from "vitest";
import { backprop, linearUnit, randomNet } from "./backprop.ts";
import { allPaths, demo, sumOverPaths } from "./paths.ts";
import { Random } from "./random.ts";

describe("the sum over all paths", () => {
  test.each([[[2, 2]], [[2, 3, 2]], [[2, 3, 4, 2]], [[1, 2, 3, 2, 3]]])(
    "is backpropagation's gradient for %j",
    (sizes) => {
      const random = new Random(sizes.length);
      const net = randomNet(sizes, random);
      net.neurons[0][1] = linearUnit;
      const x = Array.from({ length: sizes[0] }, () => random.gaussian());
      const y = Array.from({ length: sizes[sizes.length - 1] }, () => random.uniform());
      backprop(net, x, y).nablaW.forEach((layer, l) => {
        layer.forEach((row, j) => {
          row.forEach((slope, k) => {
            expect(sumOverPaths(net, x, y, l, j, k)).toBeCloseTo(slope, 12);
          });
        });
      });
    },
  );

  test("takes every way once: the widths of the layers above, multiplied", () => {
    const net = randomNet([2, 3, 4, 5], new Random(1));
    const paths = allPaths(net, 0, 2);
    expect(paths).toHaveLength(4 * 5);
    expect(new Set(paths.map((path) => path.join())).size).toBe(20);
    expect(paths.every(([first]) => first === 2)).toBe(true);
    expect(allPaths(net, 2, 1)).toEqual([[1]]);
  });

  test("refuses a weight that is not there", () => {
    const net = randomNet([2, 3, 2], new Random(1));
    expect(() => sumOverPaths(net, [1, 1], [0, 1], 2, 0, 0)).toThrow("no weight in layer 2");
    expect(() => sumOverPaths(net, [1, 1], [0, 1], 0, 0, 2)).toThrow("from 2");
  });
});

test("the demonstration's two results are the same", () => {
  const result = (word: string) =>
    demo()
      .find((line) => line.includes(word))!
      .split(":")[1]
      .trim();
  expect(result("sum over all")).toBe(result("backpropagation"));
});
