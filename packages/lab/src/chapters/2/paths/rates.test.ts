import { randomNet } from "@nndl/book/programs/backprop";
import { allPaths, demo } from "@nndl/book/programs/paths";
import { Random } from "@nndl/book/programs/random";
import { expect, it } from "vitest";
import { caseOf, cases, pathsThrough, sumOf } from "./rates.ts";

it.each(cases)("%s: rates multiply to products, and these add up to what backpropagation finds", (name) => {
  const example = caseOf(name, 4);
  example.net.weights.forEach((rows, layer) => {
    rows.forEach((row, to) => {
      row.forEach((_, from) => {
        const { paths, sum, byBackpropagation } = sumOf(example, { layer, to, from });
        for (const { rates, product } of paths)
          expect(rates.reduce((all, rate) => all * rate, 1)).toBeCloseTo(product, 12);
        expect(paths.reduce((all, { product }) => all + product, 0)).toBeCloseTo(sum, 12);
        expect(sum).toBeCloseTo(byBackpropagation, 12);
      });
    });
  });
});

it("begins with what the program prints", () => {
  const { sum, paths } = sumOf(caseOf("2-3-2-2", 4), { layer: 0, to: 2, from: 1 });
  const lines = demo();
  expect(lines.find((line) => line.includes("sum over all paths"))).toContain(sum.toFixed(8));
  for (const { product } of paths) expect(lines.some((line) => line.endsWith(product.toFixed(8)))).toBe(true);
});

it("counts paths as they are", () => {
  for (const [layers, width] of [
    [1, 4],
    [2, 3],
    [4, 3],
  ] as const) {
    const net = randomNet([1, ...Array.from({ length: layers }, () => width)], new Random(1));
    expect(pathsThrough(layers, width)).toBe(allPaths(net, 0, 0).length);
  }
});
