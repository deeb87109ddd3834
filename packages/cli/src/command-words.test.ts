import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NndlError } from "nndl";
import { openSource } from "nndl/sources";
import { expect, it } from "vitest";
import { inCommandWords } from "./command-words.ts";
import { temporaryDirectory } from "./testing/small-data.ts";
import { writeSmallPictures } from "./testing/small-pictures.ts";

const folder = temporaryDirectory();

/** All that the library says of a table of these rows, or why it refuses it. */
async function said(lines: readonly string[]): Promise<string> {
  const path = join(folder, "t.csv");
  writeFileSync(path, `${lines.join("\n")}\n`);
  const opened = await openSource(path).catch((error: unknown) => error as NndlError);
  if (opened instanceof NndlError) return inCommandWords(opened.message);
  return opened.remarks.map(({ what, next }) => inCommandWords(`${what} ${next}`)).join("\n");
}

const rows = (cells: (i: number) => string) => Array.from({ length: 40 }, (_, i) => cells(i));

it("names the option where the library's sentence can only name what is meant", async () => {
  expect(await said(["x's own,y", ...rows((i) => `pupil ${i},${i % 2 ? "a" : "b"}`)])).toContain(
    "(--without 'x'\\''s own')",
  );
  expect(await said(["n,x,y", ...rows((i) => `${i + 5},${(i * 7) % 11},${i % 2 ? "a" : "b"}`)])).toContain(
    "(--without n)",
  );
  expect(await said(["x,y", ...rows((i) => `${(i * 7) % 11}.5,${3 * (i % 9)}`)])).toMatch(
    /Say so where they are (classes|values): --target-kind \1\./,
  );
  mkdirSync(join(folder, "pictures"));
  writeSmallPictures(join(folder, "pictures"), 6);
  const { remarks } = await openSource(join(folder, "pictures"));
  expect(remarks.map(({ next = "" }) => inCommandWords(next))).toContain(
    "Choose --polarity light to take them as they are.",
  );
});
