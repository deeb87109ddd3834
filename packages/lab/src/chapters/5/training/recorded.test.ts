import { readFileSync } from "node:fs";
import { experiment as four } from "@nndl/book/experiments/ch5/training-speeds-four-layers";
import { experiment as three } from "@nndl/book/experiments/ch5/training-speeds-three-layers";
import { experiment as two } from "@nndl/book/experiments/ch5/training-speeds-two-layers";
import { expect, it } from "vitest";
import { ofTheBook, recorded } from "./recorded.ts";

it.each([
  [2, "two", two],
  [3, "three", three],
  [4, "four", four],
] as const)("of %i layers: what the experiment stored, and what it has of the book", (depth, name, experiment) => {
  const file = new URL(`../../../../../../results/ch5/training-speeds-${name}-layers/seed-1.json`, import.meta.url);
  const { measured } = JSON.parse(readFileSync(file, "utf8")) as {
    measured: Record<string, readonly (readonly [number, number])[]>;
  };
  for (let l = 0; l < depth; l++) {
    const stored = new Map(measured[`layer${l + 1}`]);
    for (const [epoch, ...speeds] of recorded[depth]!)
      expect(speeds[l]).toBe(Number(stored.get(epoch)!.toPrecision(4)));
    const figure = experiment.figures[`layer${l + 1}`]!;
    expect(ofTheBook[depth]!.map((row) => [row[0], row[l + 1]])).toEqual(figure.kind === "series" ? figure.book : []);
  }
});
