import { experiment } from "@nndl/book/experiments/ch3/line-and-polynomial";
import { describe, expect, it } from "vitest";
import { newPoints } from "./new-points.ts";
import { bookPoints, distance, fitPolynomial } from "./polynomial.ts";

describe("the book's ten points", () => {
  it("are those of its experiment", () => {
    const { polynomial } = experiment.figures;
    expect(polynomial?.kind === "series" && polynomial.book).toEqual(bookPoints);
  });

  it("are met by degree nine, with the book's coefficients", () => {
    const { at } = fitPolynomial(bookPoints, 9);
    expect(distance(bookPoints, at)).toBeLessThan(1e-9);
    const book = [
      0.220539187, -5.49142821, 58.7844045, -353.892824, 1315.49254, -3118.09836, 4690.80366, -4296.12493, 2162.28823,
      -450.983951,
    ];
    const written = (x: number) => book.reduce((sum, c) => sum * x + c, 0);
    for (const x of [0.8, 1.6, 3, 4.7]) expect(at(x)).toBeCloseTo(written(x), 1);
    expect(Math.abs(at(6) / 2974 - 1)).toBeLessThan(1e-3);
  });

  it("are nearly on the line of least squares", () => {
    const { at } = fitPolynomial(bookPoints, 1);
    expect(at(1) - at(0)).toBeCloseTo(2.0119, 4);
    expect(at(0)).toBeCloseTo(0.0143, 4);
    expect(distance(bookPoints, (x) => 2 * x)).toBeCloseTo(0.2665, 4);
  });
});

describe("a price on large coefficients", () => {
  it("is paid where it is least: no small change of a coefficient makes the sum smaller", () => {
    const lambda = 0.3;
    const cost = (c: readonly number[]) =>
      bookPoints.reduce((sum, [x, y]) => {
        const u = (x - 2.5) / 2.5;
        return sum + (y - c.reduceRight((p, each) => p * u + each, 0)) ** 2;
      }, 0) +
      lambda * c.slice(1).reduce((sum, each) => sum + each * each, 0);
    const { coefficients } = fitPolynomial(bookPoints, 9, lambda);
    for (const k of coefficients.keys())
      for (const by of [-1e-4, 1e-4])
        expect(cost(coefficients.with(k, coefficients[k]! + by))).toBeGreaterThan(cost(coefficients));
  });

  it("makes them smaller, and new points nearer", () => {
    const largest = (lambda: number) => Math.max(...fitPolynomial(bookPoints, 9, lambda).coefficients.map(Math.abs));
    expect(largest(0)).toBeGreaterThan(100);
    expect(largest(0.01)).toBeLessThan(10);
    const off = (lambda: number) => distance(newPoints, fitPolynomial(bookPoints, 9, lambda).at);
    expect(off(0)).toBeGreaterThan(5 * off(0.1));
  });

  it("leaves one polynomial of more coefficients than points", () => {
    const { at } = fitPolynomial(bookPoints, 14);
    expect(distance(bookPoints, at)).toBeLessThan(0.01);
  });
});

it("points above each other are no division by zero", () => {
  const { at } = fitPolynomial(
    [
      [1, 1],
      [1, 3],
    ],
    1,
  );
  expect(at(1)).toBeCloseTo(2, 6);
});
