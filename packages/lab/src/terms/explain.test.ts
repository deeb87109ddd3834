import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { explain } from "./explain.ts";
import { termOf } from "./terms.ts";

it("leads to the lab's chapter, and to the book's where the lab has none yet", () => {
  expect(explain("mini-batch")).toEqual({
    meaning: termOf("mini-batch").meaning,
    where: { href: "~/chapter-1/#term-mini-batch", name: "Chapter 1" },
  });
  expect(explain("convolution").where?.href).toMatch(/^(~\/chapter-6|http:\/\/neuralnetworksanddeeplearning)/);
  expect(() => explain("nothing")).toThrow('no term has the id "nothing"');
});

it("is asked in the studio for terms that there are", () => {
  const sources = (folder: URL): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const at = new URL(`${entry.name}${entry.isDirectory() ? "/" : ""}`, folder);
      if (entry.isDirectory()) return sources(at);
      return entry.name.endsWith(".svelte") ? [readFileSync(fileURLToPath(at), "utf8")] : [];
    });
  const ids = sources(new URL("../studio/", import.meta.url)).flatMap((source) =>
    [...source.matchAll(/<Term\s+id="([^"]+)"|\bterm="([^"]+)"/g)].map(([, one, other]) => (one ?? other)!),
  );
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) expect(termOf(id).meaning).not.toBe("");
});
