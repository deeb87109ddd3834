import { expect, it } from "vitest";
import { allLines, fan, hiddenAt, linesOf, tall, wide } from "./lines.ts";

/** Where a path begins and ends. */
const endsOf = (d: string) => {
  const numbers = d.match(/-?[\d.]+/g)!.map(Number);
  return [numbers.slice(0, 2), numbers.slice(-2)];
};

it("leads from a neuron's square to an output's, to the right or downwards", () => {
  const [line] = linesOf(wide, [{ from: 13, to: 7, push: 2 }]);
  const [along, across] = hiddenAt(wide, 13);
  expect([along, across]).toEqual([wide.pitch, 3]);
  const [start, end] = endsOf(line!.d);
  expect(start![0]).toBeCloseTo(along + wide.size, 9);
  expect(start![1]).toBeCloseTo(across + wide.size / 2, 9);
  expect(end).toEqual([wide.outputs, 7 + wide.size / 2]);
  const [down] = linesOf(tall, [{ from: 13, to: 7, push: 2 }]);
  expect(endsOf(down!.d)[1]).toEqual([7 + tall.size / 2, tall.outputs]);
});

it("shows the strong ones, measured by the strongest, which is on top", () => {
  const pushes = [5, -10, 0.1, 0].map((push, from) => ({ from, to: 0, push }));
  expect(linesOf(wide, pushes).map(({ strength }) => strength)).toEqual([0.5, -1]);
  expect(linesOf(wide, [{ from: 0, to: 0, push: 0 }])).toEqual([]);
});

it("has a line for each row and output, and one from the picture to each neuron", () => {
  expect(allLines(wide).match(/M/g)).toHaveLength(100);
  const lines = fan(wide, 2, 3, 7);
  expect(lines).toHaveLength(30);
  for (const d of lines) expect(endsOf(d)[0]![0]).toBe(-2);
  const begins = lines.map((d) => endsOf(d)[0]![1]!);
  expect([Math.min(...begins) > 3, Math.max(...begins) < 7]).toEqual([true, true]);
});
