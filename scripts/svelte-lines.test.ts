/** Prettier breaks the markup of a component, but no string: a long one is the author's to break. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const most = 140;
const lab = new URL("../packages/lab/src/", import.meta.url);

it(`has no line of more than ${most} characters in a Svelte file`, () => {
  const files = readdirSync(lab, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".svelte"));
  expect(files.length).toBeGreaterThan(100);
  const long = files.flatMap((file) =>
    readFileSync(new URL(file, lab), "utf8")
      .split("\n")
      .flatMap((line, i) => (line.length > most ? [`${file}:${i + 1} has ${line.length} characters`] : [])),
  );
  expect(long).toEqual([]);
});
