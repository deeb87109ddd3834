import { classification } from "nndl";
import { expect, test } from "vitest";
import { fakeContext } from "../testing/fake-screen.ts";
import { factsOf, overview } from "./overview.ts";

const rows = Array.from({ length: 300 }, (_, i) => [i, i % 7]);

test.each([60, 80, 120])("what is said of data fits into %i columns, however many classes there are", (columns) => {
  for (const classes of [1, 3, 10, 30]) {
    const training = classification(
      rows,
      rows.map((_, i) => i % classes),
    );
    const found = { kind: "idx", files: [{ path: "a", bytes: 5, role: "x" }], leftOut: [], remarks: [] };
    const sets = { name: "mine", source: "mine", found, training, validation: training, test: training };
    const { context, out } = fakeContext({ isTTY: true, columns, noColor: true });
    overview(context, sets, factsOf(sets));
    const lines = out.text().split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    // Each class is named once, beside the sets or below them.
    expect(lines.some((line) => /^ +class +training/.test(line))).toBe(42 + 7 * classes > columns - 2);
  }
});

test("a remark is broken where someone looks, and one line where a program does", () => {
  const text = "Note: this is a remark of more words than fit into a line of forty columns.";
  const seen = fakeContext({ isTTY: true, columns: 40, noColor: true });
  seen.context.remark(text);
  expect(
    Math.max(
      ...seen.err
        .text()
        .split("\n")
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(40);
  const piped = fakeContext({ columns: 40 });
  piped.context.remark(text);
  expect(piped.err.text()).toBe(`${text}\n`);
});
