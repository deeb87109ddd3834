import { describe, expect, test } from "vitest";
import type { Point } from "../figure.ts";
import { fitPowerLaw } from "./power-law.ts";
import { bookMachines, bookNetworks } from "./training-set-size.ts";

const errorsOf = (accuracies: readonly Point[]) => accuracies.map(([n, y]): Point => [n, 100 - y]);
const sizes = bookNetworks.map(([n]) => n);

describe("a power law with a floor", () => {
  // curve_fit(lambda n, f, a, b: f + a * (n / 1000) ** -b, n, e, p0=[3, 8, .6], sigma=e) of scipy 1.x, xtol = ftol = gtol = 1e-14.
  test.each([
    ["networks", bookNetworks, [2.73141743, 0.33354747, 8.50708179, 0.53057219, 0.05171364019871134]],
    ["support vector machines", bookMachines, [5.31510394, 0.28348758, 11.38695563, 0.80287125, 0.05436238119593374]],
  ])("is the book's %s' as scipy fits it", (_, accuracies, expected) => {
    const { floor, floorError, factor, exponent, scatter } = fitPowerLaw(errorsOf(accuracies));
    [floor, floorError, factor, exponent, scatter].forEach((value, i) => {
      expect(value / expected[i]).toBeCloseTo(1, 5);
    });
  });

  test.each([
    [0, 8, 0.5],
    [2, 9, 0.7],
    [4, 1, 1.5],
  ])("is found again where points lie on it: %j", (floor, factor, exponent) => {
    const fit = fitPowerLaw(sizes.map((n) => [n, floor + factor * (n / 1000) ** -exponent]));
    expect(fit.floor).toBeCloseTo(floor, 5);
    expect(fit.exponent).toBeCloseTo(exponent, 5);
    expect(fit.floorError).toBeLessThan(1e-4);
  });

  test("refuses too few points, and errors that are none", () => {
    expect(() => fitPowerLaw(errorsOf(bookNetworks.slice(0, 3)))).toThrow(TypeError);
    expect(() => fitPowerLaw([...errorsOf(bookNetworks), [100_000, 0]])).toThrow("above 0");
    expect(() => fitPowerLaw([...errorsOf(bookNetworks), [0, 5]])).toThrow("above 0");
  });
});
