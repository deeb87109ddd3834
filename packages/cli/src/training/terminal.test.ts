/** Training as it looks on a terminal. */

import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { train } from "../commands/train.ts";
import { bar } from "../terminal/bar.ts";
import { styleFor } from "../terminal/style.ts";
import { widthOf } from "../terminal/wrap.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { temporaryDirectory, writeSmallData } from "../testing/small-data.ts";
import { ProgressClock, progressParts } from "./progress.ts";

const data = writeSmallData(temporaryDirectory());

async function trained(options: Record<string, unknown>, columns = 80) {
  const { context, out, err } = fakeContext({ isTTY: true, columns });
  const code = await train.run(context, {
    args: [],
    options: { data, out: join(temporaryDirectory(), "run"), ...options },
  });
  return { code, text: out.text(), errors: err.text() };
}

describe("on a terminal", () => {
  test("epochs are rows of a table, and the end has a chart and what to try next", async () => {
    const { code, text, errors } = await trained({ epochs: 4, monitor: ["training", "test"] });
    expect([code, errors]).toEqual([0, ""]);
    // A line that was drawn over begins at its last carriage return: what is slow shows progress first.
    const lines = text.split("\n").map((line) => stripVTControlCharacters(line.slice(line.lastIndexOf("\r") + 1)));
    const heading = lines.findIndex((line) => line.includes("epoch") && line.includes("images/s"));
    expect(lines[heading].trim().split(/ +/)).toEqual(["epoch", "training", "cost", "test", "cost", "images/s"]);
    for (let epoch = 0; epoch < 4; epoch++) {
      expect(lines[heading + 1 + epoch]).toMatch(new RegExp(`^ +${epoch} +\\d+\\.\\d\\d %`));
      expect(widthOf(lines[heading + 1 + epoch])).toBe(widthOf(lines[heading]));
    }
    expect(lines.some((line) => line.includes("test accuracy, epochs 0 to 3"))).toBe(true);
    expect(lines.some((line) => /^ {2}sha256 +[0-9a-f]{64}$/.test(line))).toBe(true);
    expect(lines.some((line) => line.includes("nndl evaluate"))).toBe(true);
  });

  test("nothing is wider than 80 columns, but what was asked for and where it is", async () => {
    const { text } = await trained({ epochs: 3, patience: 2, monitor: ["training", "validation", "test"] });
    const lines = stripVTControlCharacters(text).split(/[\n\r]/);
    const long = lines.filter((line) => widthOf(line) > 80 && !line.includes("nndl-test-"));
    expect(long).toEqual([]);
  });
});

test.each([40, 60])(
  "on %i columns the table leaves out what it has no room for, and sentences are broken",
  async (columns) => {
    const { text } = await trained({ epochs: 2, patience: 2, monitor: ["training", "validation", "test"] }, columns);
    const lines = stripVTControlCharacters(text).split(/[\n\r]/);
    const heading = lines.find((line) => line.includes("epoch ") && line.includes("validation"));
    expect(heading?.trim().split(/ +/)).toEqual(
      columns === 40
        ? ["epoch", "validation", "cost", "test"]
        : ["epoch", "training", "validation", "cost", "test", "cost"],
    );
    // A hash, a path and a command are left whole, for who copies them.
    const long = lines.filter((line) => widthOf(line) > columns && !/nndl-test-|[0-9a-f]{64}/.test(line));
    expect(long).toEqual([]);
  },
);

describe("progress", () => {
  const at = { epoch: 2, step: 300, steps: 1000 };

  test("says how far it is, and how long the rest will take", () => {
    const clock = new ProgressClock({ epoch: 2, step: 200, steps: 1000 }, 10);
    const parts = progressParts(at, 10, clock, 123_456, styleFor(false));
    expect(parts[0]).toBe(bar(0.3, 24, "░"));
    expect(parts[1]).toBe("epoch 3/10");
    expect(parts[2]).toMatch(/ left$/);
    expect(parts[3]).toBe("123,000 images/s");
    expect(clock.secondsLeft(at)).toBeCloseTo(7 * clock.seconds, 1);
  });

  test("promises nothing before anything has been done", () => {
    const clock = new ProgressClock(at, 10);
    expect(clock.secondsLeft(at)).toBeUndefined();
    expect(progressParts(at, 10, clock, undefined, styleFor(false)).join()).not.toMatch(/NaN|Infinity|left/);
  });
});
