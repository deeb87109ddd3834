import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { idxFile } from "../testing/idx-file.ts";
import { refusedLater as refused } from "../testing/refused.ts";
import { openSource } from "./open-source.ts";

const folder = mkdtempSync(join(tmpdir(), "nndl-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

const images = idxFile(8, [2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 255]);
const labels = idxFile(8, [2], [0, 1]);
const four = { "train-images": images, "train-labels": labels, "t10k-images": images, "t10k-labels": labels };

function folderOf(name: string, files: Readonly<Record<string, Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(path, file), bytes);
  return path;
}

describe("a source", () => {
  it("is the same from a folder and from files that one has", async () => {
    const given = Object.entries(four).map(([path, bytes]) => ({ path, read: async () => bytes }));
    const [here, there] = [await openSource(folderOf("four", four)), await openSource(given)];
    expect(here.training.features).toEqual(there.training.features);
    expect(here.test?.targets).toEqual(there.test?.targets);
    expect(here.files.map(({ role }) => role)).toEqual(there.files.map(({ role }) => role));
  });

  it("tells who names prose without a word how a text is named, and nobody else", async () => {
    const prose = new TextEncoder().encode("One, two and three.\nFour, five, six, and so on, and so on.\nEnd.\n");
    const place = folderOf("prose", { "prose.txt": prose, "prose.md": prose, "prose.csv": prose });
    for (const [file, code] of [
      ["prose.txt", "table.row"],
      ["prose.md", "source.kind"],
    ] as const) {
      const error = await refused(openSource(join(place, file)));
      expect([error.code, error.next.endsWith(` is text:${join(place, file)}.`)], error.next).toEqual([code, true]);
    }
    const table = await refused(openSource(join(place, "prose.csv")));
    const given = await refused(openSource([{ path: "prose.txt", read: async () => prose }]));
    expect([table.code, given.code]).toEqual(["table.row", "table.row"]);
    expect(table.next + given.next).not.toContain("text:");
  });

  it("says which files it did not use", async () => {
    const { leftOut } = await openSource(folderOf("with-notes", { ...four, "notes.txt": new Uint8Array(3) }));
    expect(leftOut.map(({ path }) => path)).toEqual(["notes.txt"]);
  });

  it("is refused where nothing is, and where nobody knows what it is", async () => {
    const missing = await refused(openSource(join(folder, "no-such")));
    expect([missing.code, missing.next]).toEqual(["source.none", "Check the path."]);
    expect(missing.received).toMatch(/no-such cannot be read: no such file or directory$/);
    expect((await refused(openSource(folderOf("empty", {})))).code).toBe("source.none");
    expect((await refused(openSource(folderOf("other", { "a.xyz": new Uint8Array(9) })))).code).toBe("source.kind");
  });
});
