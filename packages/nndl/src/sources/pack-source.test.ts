import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { splitByClass } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { encodePng } from "../images/index.ts";
import { divideSource } from "./divide-source.ts";
import { openSource } from "./open-source.ts";
import type { OpenedSource } from "./opened-source.ts";
import { packSource, unpackSource } from "./pack-source.ts";

const sample = (path: string) => [
  { path, read: async () => new Uint8Array(readFileSync(new URL(`./samples/${path}`, import.meta.url))) },
];
const picture = (ink: number) => encodePng({ width: 3, height: 2, pixels: Uint8Array.of(ink, 9, 200, 255, 0, 31) });
const pictures = ["train/a/1", "train/b/2", "test/b/1"].map((path, i) => ({
  path: `${path}.png`,
  read: async () => picture(40 * i),
}));

const packed = async (source: OpenedSource) => new Uint8Array(await new Blob(packSource(source)).arrayBuffer());
const divided = (source: OpenedSource) => divideSource(source, (all) => splitByClass(all, [0.7, 0.3]));

describe("a source that was packed", () => {
  it.each([
    ["pictures", pictures],
    ["a table of words and numbers", sample("iris-pandas.csv")],
    ["a table with values to learn", sample("wine.tsv")],
    ["JSON lines", sample("cancer.jsonl")],
    ["arrays of images", sample("digits.npz")],
    ["arrays of numbers", sample("diabetes.npz")],
  ])("is the same again: %s", async (_, files) => {
    const source = await openSource(files);
    const { divide, ...again } = unpackSource(await packed(source));
    const { divide: before, ...whole } = source;
    expect(again).toEqual(whole);
    expect(divide === undefined).toBe(before === undefined);
    // Divided, each part is scaled by the first one, as before.
    expect(divided({ ...again, divide })).toEqual(divided(source));
  });

  it("may begin anywhere in memory", async () => {
    const source = await openSource(sample("wine.tsv"));
    const bytes = await packed(source);
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    expect(unpackSource(moved.subarray(3)).training).toEqual(source.training);
  });

  it("is refused where it is another's, cut off or of another version", async () => {
    const bytes = await packed(await openSource(sample("wine.tsv")));
    const other = bytes.slice();
    other[other.indexOf("1".charCodeAt(0), 8)] = "2".charCodeAt(0);
    for (const wrong of [new Uint8Array(0), new Uint8Array(64), bytes.subarray(0, 300), bytes.subarray(0, -9), other]) {
      const refused = () => unpackSource(wrong.slice());
      expect(refused).toThrow(NndlError);
      expect(refused).toThrow(expect.objectContaining({ code: "source.packed" }) as Error);
    }
  });
});
