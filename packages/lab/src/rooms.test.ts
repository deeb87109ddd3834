/** Which rooms of the lab may know which: imports of .ts and .svelte files alike. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const src = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.(ts|svelte)$/.test(file));

/** The chapter whose room a path is in. */
const roomOf = (path: string) => /^chapters\/(\d+)\//.exec(path)?.[1];

const imports = files.flatMap((file) =>
  [...readFileSync(join(src, file), "utf8").matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]*)"/g)].map(
    ([, target]) => [file, join(dirname(file), target!).replaceAll("\\", "/")] as const,
  ),
);

it("a chapter knows no other chapter", () => {
  const wrong = imports.filter(([file, target]) => roomOf(file) && roomOf(target) && roomOf(file) !== roomOf(target));
  expect(imports.filter(([file]) => roomOf(file) !== undefined).length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

it("what several chapters use knows none of them", () => {
  expect(imports.filter(([file, target]) => roomOf(file) === undefined && roomOf(target) !== undefined)).toEqual([]);
});
