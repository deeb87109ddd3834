import { experimentOf } from "../experiment.ts";
import type { Point } from "../figure.ts";

/** The ten points of the book's plots. */
const points: readonly Point[] = [
  [0.7, 1.8],
  [1.3, 2.2],
  [1.9, 4],
  [2.6, 5],
  [2.9, 6.1],
  [3.6, 7],
  [3.8, 7.4],
  [3.95, 8],
  [4.4, 9.1],
  [4.9, 10],
];

export const experiment = experimentOf({
  name: "ch3/line-and-polynomial",
  id: "A3.30",
  title: "Ten points, by a line and by a polynomial of degree nine",
  section: "Chapter 3, Why does regularization help reduce overfitting?",
  about: "The polynomial through all ten points, and the line of least squares: at the points, and beyond them",
  claim: "the polynomial fits exactly, y = 2x nearly; beyond the points they soon differ wildly",
  chance: false,
  quick: "same",
  figures: {
    slope: {
      kind: "number",
      title: "slope of the least-squares line",
      unit: "",
      digits: 4,
      book: 2,
      judge: { by: "ratio", within: 1.01 },
    },
    intercept: {
      kind: "number",
      title: "where it meets x = 0",
      unit: "",
      digits: 4,
      judge: { by: "range", from: -0.1, to: 0.1 },
    },
    offLine: { kind: "number", title: "root mean square distance of the points from y = 2x", unit: "", digits: 4 },
    offPolynomial: {
      kind: "number",
      title: "largest distance of the points from the polynomial",
      unit: "",
      judge: { by: "range", to: 1e-9 },
    },
    atSix: {
      kind: "number",
      title: "the polynomial at x = 6, where the line is about 12",
      unit: "",
      digits: 0,
      judge: { by: "range", from: 1000 },
    },
    atTen: {
      kind: "number",
      title: "the polynomial at x = 10, where the line is about 20",
      unit: "",
      digits: 0,
      judge: { by: "range", from: 1e6 },
    },
    polynomial: { kind: "series", title: "the polynomial", x: "x", y: "y", book: points },
    wild: {
      kind: "claim",
      title: "one step of 1.1 beyond the points the polynomial is more than a hundred times as large as the line",
      holds: ({ atSix }) => typeof atSix === "number" && atSix > 100 * 12,
    },
  },
  note: "The book asks which model one would trust, and gives the points in its plots only.",
  run() {
    const n = points.length;
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / n;
    const [xMean, yMean] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
    const slope = mean(points.map(([x, y]) => (x - xMean) * (y - yMean))) / mean(points.map(([x]) => (x - xMean) ** 2));
    const grid = Array.from({ length: 101 }, (_, i) => 0.7 + (i * 4.2) / 100);
    return Promise.resolve({
      slope,
      intercept: yMean - slope * xMean,
      offLine: Math.sqrt(mean(points.map(([x, y]) => (y - 2 * x) ** 2))),
      offPolynomial: Math.max(...points.map(([x, y]) => Math.abs(through(x) - y))),
      atSix: through(6),
      atTen: through(10),
      polynomial: grid.map((x): Point => [x, through(x)]),
    });
  },
});

/** The one polynomial of degree nine through all points, in Newton's form. */
function through(x: number): number {
  let value = 0;
  for (let k = differences.length - 1; k >= 0; k--) value = value * (x - points[k][0]) + differences[k];
  return value;
}

const differences = dividedDifferences();

function dividedDifferences(): number[] {
  const table = points.map(([, y]) => y);
  for (let order = 1; order < table.length; order++)
    for (let i = table.length - 1; i >= order; i--)
      table[i] = (table[i] - table[i - 1]) / (points[i][0] - points[i - order][0]);
  return table;
}
