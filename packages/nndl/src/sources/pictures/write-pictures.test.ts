import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { Dataset, type Preparation } from "../../data/index.ts";
import { decodePicture } from "../../images/index.ts";
import { refused, refusedLater } from "../../testing/refused.ts";
import { openSource } from "../open-source.ts";
import { pictureFilesOf } from "./write-pictures.ts";

const names = fc.uniqueArray(
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom("a", "A", "con", "../up", "x.", "%41", "é", "a b", "a  b", ".dot", "הפוך\u202e"),
  ),
  {
    minLength: 1,
    maxLength: 6,
  },
);

const source = fc
  .record({
    names,
    channels: fc.constantFrom(1, 3),
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    polarity: fc.constantFrom("light", "ink"),
    fit: fc.constantFrom("mnist", "contain", "exact"),
    scale: fc.constantFrom(1 / 256, Math.fround(1 / 255)),
    count: fc.integer({ min: 1, max: 12 }),
    tested: fc.nat(3),
    seed: fc.nat(),
  })
  .map(({ names, count, tested, seed, scale, ...inputs }) => {
    const preparation = {
      inputs: { kind: "images", ...inputs, scale },
      targets: { kind: "classes", names },
    } as Preparation;
    const { channels, height, width } = inputs;
    const set = (size: number, salt: number) =>
      new Dataset({
        ...{ shape: [channels, height, width], scale, preparation },
        features: Uint8Array.from(
          { length: size * channels * height * width },
          (_, i) => ((i + seed + salt) * 2654435761) >>> 24,
        ),
        targets: {
          kind: "classes",
          labels: Array.from({ length: size }, (_, i) => (i * 5 + salt) % names.length),
          classes: names.length,
        },
      });
    return { training: set(count, 0), ...(tested > 0 ? { test: set(tested, 7) } : {}) };
  });

const same = (one: Dataset, other: Dataset) => {
  expect(other.features).toEqual(one.features);
  expect([...(other.targets as { labels: Uint8Array }).labels]).toEqual([
    ...(one.targets as { labels: Uint8Array }).labels,
  ]);
  expect([other.shape, other.scale, other.preparation]).toEqual([one.shape, one.scale, one.preparation]);
};

describe("a data set written as pictures", () => {
  it("is read as the same, to the bit, whatever its classes are called", async () => {
    await fc.assert(
      fc.asyncProperty(source, async (written) => {
        const files = [...pictureFilesOf(written)];
        expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
        for (const { path } of files) expect(path).toMatch(/^(nndl-pictures\.json|(train|test)\/[^/\\:]+\/\d+\.png)$/);
        const read = await openSource(files.map(({ path, bytes }) => ({ path, read: async () => bytes })).reverse());
        same(written.training, read.training);
        expect(read.test === undefined).toBe(!("test" in written));
        if (written.test !== undefined) same(written.test, read.test!);
        expect([read.leftOut, read.kind]).toEqual([[], "pictures"]);
      }),
      { numRuns: runs(60) },
    );
  });

  it("shows what was turned round the right way round", async () => {
    const preparation: Preparation = {
      inputs: { kind: "images", channels: 1, height: 1, width: 2, polarity: "ink", fit: "contain", scale: 1 / 256 },
      targets: { kind: "classes", names: ["a", "b"] },
    };
    const training = new Dataset({
      ...{ shape: [1, 1, 2], preparation },
      features: Uint8Array.of(0, 250),
      targets: { kind: "classes", labels: [1], classes: 2 },
    });
    const [, picture] = pictureFilesOf({ training });
    expect((await decodePicture(picture!.bytes, "x")).pixels).toEqual(Uint8Array.of(255, 5));
  });

  it("is refused where it is no pictures, or has no classes", () => {
    const targets = { kind: "classes", labels: [0], classes: 1 } as const;
    for (const wrong of [
      new Dataset({ shape: [4], features: new Uint8Array(4), targets }),
      new Dataset({ shape: [2, 2, 2], features: new Uint8Array(8), targets }),
      new Dataset({ shape: [1, 2, 2], features: new Float32Array(4), targets }),
      new Dataset({
        shape: [1, 2, 2],
        features: new Uint8Array(4),
        targets: { kind: "values", values: Float32Array.of(1), size: 1 },
      }),
    ])
      expect(refused(() => [...pictureFilesOf({ training: wrong })]).code).toBe("source.write");
  });

  it("is refused where what lies beside it is something else", async () => {
    const file = { path: "nndl-pictures.json", read: async () => new TextEncoder().encode('{"folders": 3}') };
    const picture = { path: "train/a/1.png", read: async () => new Uint8Array(3) };
    expect((await refusedLater(openSource([file, picture]))).code).toBe("source.kept");
  });
});
