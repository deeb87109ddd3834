import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaled } from "./axis.ts";
import { confusionTable } from "./confusion-table.ts";
import { dotChart } from "./dot-chart.ts";
import { type Curve, lineChart } from "./line-chart.ts";
import { type Point, thinned } from "./point.ts";
import { sparkline } from "./sparkline.ts";

const axes = { x: { name: "epoch", whole: true }, y: { name: "cost" } };
const anyNumber = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e308));
const anyPoints = fc.array(fc.tuple(anyNumber, anyNumber), { maxLength: 30 });

/** The numbers of a path, two for each of its points. */
function placesOf(svg: string, kind: string): number[][] {
  const path = svg.match(new RegExp(`<path class="${kind} [^"]*" d="([^"]*)"`))?.[1] ?? "";
  return [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe("a line chart", () => {
  test("puts each point where its axes say", () => {
    const points: Point[] = [
      [0, 1],
      [5, 0.25],
      [10, 0],
    ];
    const svg = String(lineChart({ label: "falls", ...axes, curves: [{ name: "test", tone: 1, points }] }));
    const [first, middle, last] = placesOf(svg, "line");
    expect(middle[0] - first[0]).toBeCloseTo(last[0] - middle[0], 0);
    expect(middle[1] - first[1]).toBeCloseTo(3 * (last[1] - middle[1]), 0);
    expect(last[1]).toBeGreaterThan(first[1]);
    for (const text of ["epoch", "cost", "test", ">0<", ">10<", ">1.0<"]) expect(svg).toContain(text);
    expect(svg).toContain('role="img" aria-label="falls"');
  });

  test("has a gap where there is no number, and dots for what is no line", () => {
    const points: Point[] = [
      [0, 1],
      [1, 2],
      [2, Number.NaN],
      [3, 1],
      [4, 2],
    ];
    const curves: Curve[] = [
      { tone: 1, points },
      { tone: 2, points, form: "dots" },
    ];
    const svg = String(lineChart({ label: "", ...axes, curves }));
    expect(svg.match(/class="line tone-1" d="([^"]*)"/)?.[1].match(/M/g)).toHaveLength(2);
    expect(placesOf(svg, "dots")).toHaveLength(4);
    const alone = lineChart({ label: "", ...axes, curves: [{ tone: 1, points: [[3, 4]] }] });
    expect(placesOf(String(alone), "dots")).toHaveLength(1);
  });

  test("marks a place, with words that stay inside", () => {
    for (const at of [0, 5, 29]) {
      const points = Array.from({ length: 30 }, (_, i): Point => [i, i]);
      const mark = { at: [at, at] as const, text: "epoch 29: 96.32 %" };
      const svg = String(lineChart({ label: "", ...axes, curves: [{ tone: 1, points }], mark }));
      const [, x, anchor] = svg.match(/<text x="([\d.]+)" y="[\d.]+"( text-anchor="end")?>epoch 29: 96/) ?? [];
      const reach = Number(x) + (anchor === undefined ? 1 : -1) * 7 * mark.text.length;
      expect(reach).toBeGreaterThan(0);
      expect(reach).toBeLessThan(460);
    }
  });

  test("gives what is not positive no place on a logarithmic axis", () => {
    const points: Point[] = [
      [1, 0],
      [10, 1e-3],
      [100, 1e3],
      [1000, -5],
    ];
    const svg = String(
      lineChart({ label: "", x: { name: "", log: true }, y: { name: "", log: true }, curves: [{ tone: 1, points }] }),
    );
    expect(placesOf(svg, "line")).toHaveLength(2);
  });

  test("draws a band between two curves", () => {
    const upper: Point[] = [
      [0, 2],
      [1, 3],
    ];
    const lower: Point[] = [
      [0, 1],
      [1, 1],
    ];
    const svg = String(lineChart({ label: "", ...axes, curves: [{ tone: 1, points: upper, downTo: lower }] }));
    expect(placesOf(svg, "band")).toHaveLength(4);
  });

  test("of any numbers and names at all is well formed, and draws none that is none", () => {
    const curves = fc.array(
      fc.record({
        name: fc.string(),
        tone: fc.constantFrom(1 as const, 2 as const),
        points: anyPoints,
        form: fc.constantFrom("line" as const, "dots" as const, "thin line" as const),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(curves, fc.string(), fc.boolean(), (drawn, label, log) => {
        const svg = String(lineChart({ label, x: { name: label, log }, y: { name: "y", log }, curves: drawn }));
        for (const [, path] of svg.matchAll(/ d="([^"]*)"/g)) expect(path).not.toMatch(/NaN|Infinity|undefined/);
        expect(svg.match(/</g)).toHaveLength(svg.match(/>/g)!.length);
      }),
      { numRuns: 60 },
    );
  });
});

test("an axis counts whole things in whole numbers, and has room around a value that is alone", () => {
  const whole = scaled({ name: "", whole: true }, { values: [0, 1], places: [0, 100], ticks: 6 });
  expect(whole?.ticks.map(({ text }) => text)).toEqual(["0", "1"]);
  expect(scaled({ name: "" }, { values: [3], places: [0, 100], ticks: 5 })?.at(3)).toBeCloseTo(50);
  expect(scaled({ name: "" }, { values: [Number.NaN], places: [0, 100], ticks: 5 })).toBeUndefined();
  expect(scaled({ name: "", log: true }, { values: [-1, 0], places: [0, 100], ticks: 5 })).toBeUndefined();
  // Numbers next to nothing, where fewer and fewer can be told apart.
  for (const values of [[5e-324], [1e-323, 2e-310], [1e-302], [1e-290, 2e-290]])
    for (const log of [false, true])
      for (const { place, text } of scaled({ name: "", log }, { values, places: [0, 100], ticks: 5 })?.ticks ?? [])
        expect([Number.isFinite(place), text]).toEqual([true, expect.stringMatching(/^[^a-z]*\d/)]);
  const minus = scaled({ name: "" }, { values: [-1, 1], places: [0, 100], ticks: 3 });
  expect(minus?.ticks[0].text).toBe("−1.0");
});

test("a curve is thinned to what is seen, its spikes and gaps included", () => {
  const points = Array.from({ length: 10_000 }, (_, i): Point => [i, i === 4321 ? 99 : i === 7000 ? Number.NaN : 0]);
  const few = thinned(points, 100);
  expect(few.length).toBeLessThanOrEqual(150);
  expect(few).toContainEqual([4321, 99]);
  expect(few.some(([, y]) => Number.isNaN(y))).toBe(true);
  const places = few.map(([x]) => x);
  expect(places.filter((_, i) => i > 0 && places[i - 1] > places[i]).length).toBeLessThanOrEqual(1);
  expect(thinned(points.slice(0, 50), 100)).toHaveLength(50);
});

describe("a dot chart", () => {
  test("has a dot for each value, none on another, their middle and what they are compared with", () => {
    const values = [95.2, 95.2, 95.2, 96].map((value, i) => ({ name: `seed ${i}`, value }));
    const interval = { lowest: 94, highest: 97 };
    const svg = String(
      dotChart({ label: "four", values, middle: 95.2, interval, other: { name: "the book", value: 95.4 } }),
    );
    const dots = [...svg.matchAll(/class="dots tone-1" d="M([\d.]+),([\d.]+)h0"/g)].map(([, x, y]) => `${x} ${y}`);
    expect(new Set(dots).size).toBe(4);
    for (const part of ["the book", 'class="band', 'class="middle"', 'class="book"', "<title>seed 3</title>"])
      expect(svg).toContain(part);
  });

  test("of no numbers says so, and of equal ones is drawn", () => {
    expect(String(dotChart({ label: "", values: [{ name: "a", value: Number.NaN }] }))).toContain("nothing");
    expect(String(dotChart({ label: "", values: [{ name: "a", value: 3 }] }))).toContain("dots");
  });
});

test("a sparkline is a curve, or nothing", () => {
  expect(String(sparkline([[0, 1]]))).toBe("");
  expect(String(sparkline([]))).toBe("");
  expect(
    String(
      sparkline([
        [0, 1],
        [1, 2],
      ]),
    ),
  ).toMatch(/aria-hidden="true"><path d="M2,20L86,2"/);
});

test("a confusion table has its numbers, the commonest mistake darkest, and escapes names", () => {
  const html = String(
    confusionTable({
      label: "what",
      classes: ["<b>", "1"],
      counts: [
        [5, 4],
        [1, 7],
      ],
    }),
  );
  expect(html).toContain('<th scope="col">&lt;b&gt;</th>');
  expect(html).toContain('<td class="right">5</td><td class="s6">4</td>');
  expect(html).toContain('<td class="s3">1</td><td class="right">7</td>');
  const none = String(confusionTable({ label: "", classes: ["a"], counts: [[3]] }));
  expect(none).toContain('<td class="right">3</td>');
});
