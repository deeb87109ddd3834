import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import type { Preparation } from "../../data/index.ts";
import { decodePicture, encodePng, imageBytes, prepareImage } from "../../images/index.ts";
import { refusedLater as refused } from "../../testing/refused.ts";
import { openSource } from "../open-source.ts";
import type { SourceOptions } from "../opened-source.ts";

const text = (content: string) => new TextEncoder().encode(content);

/** A picture of one shade on paper of another: a bar from the top left. */
function bar(ink: number, paper: number, side = 8, height = side): Uint8Array<ArrayBuffer> {
  const pixels = Uint8Array.from({ length: side * height }, (_, i) =>
    i % side === 2 && i > side && i < 4 * side ? ink : paper,
  );
  return encodePng({ width: side, height, pixels });
}

const red = encodePng({
  width: 2,
  height: 2,
  channels: 3,
  pixels: Uint8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 200 : 10)),
});

function open(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>, options: SourceOptions = {}) {
  const given = Object.entries(files).map(([path, bytes]) => ({ path, read: async () => bytes }));
  return openSource(given, { name: "my pictures", ...options });
}

const named = (names: readonly string[]) => Object.fromEntries(names.map((name, i) => [name, bar(i, 255)]));
const codes = ({ remarks }: { readonly remarks: readonly { readonly code: string }[] }) =>
  remarks.map(({ code }) => code);

it("remarks on pictures that are almost black, as 16 bits that hold bytes are", async () => {
  const pictures = (ink: number) => ({ "a/1.png": bar(ink, 0), "b/1.png": bar(ink, 0, 8) });
  expect(codes(await open(pictures(1)))).toEqual(["data.dark"]);
  expect(codes(await open(pictures(60)))).toEqual([]);
});

describe("a folder of pictures", () => {
  it("has a class for each subfolder, in natural order", async () => {
    const { training, kind, test } = await open(named(["10/a.png", "2/b.png", "2/10.png", "2/9.png", "1/x.png"]));
    expect([kind, test]).toEqual(["pictures", undefined]);
    expect(training.preparation?.targets).toEqual({ kind: "classes", names: ["1", "2", "10"] });
    expect([...(training.targets as { labels: Uint8Array }).labels]).toEqual([0, 1, 1, 1, 2]);
    // 9.png before 10.png before b.png: the shade of the ink tells which is which.
    expect([1, 2, 3].map((i) => 255 - training.features[i * 64 + 18]!)).toEqual([3, 2, 1]);
  });

  it("keeps the parts apart that it has folders for, whatever they are called", async () => {
    for (const [train, val, test] of [
      ["train", "val", "test"],
      ["Training", "validation", "TESTING"],
      ["all/train", "all/valid", "all/test"],
    ]) {
      const opened = await open(
        named([
          `${train}/a/1.png`,
          `${train}/b/1.png`,
          `${train}/b/2.png`,
          `${val}/a/1.png`,
          `${test}/b/1.png`,
          `${test}/a/1.png`,
        ]),
      );
      expect([opened.training.count, opened.validation?.count, opened.test?.count]).toEqual([3, 1, 2]);
      expect([...(opened.test!.targets as { labels: Uint8Array }).labels]).toEqual([0, 1]);
    }
  });

  it("knows parts within classes, and beside them", async () => {
    const within = await open(named(["a/train/1.png", "a/test/1.png", "b/train/1.png", "b/test/2.png"]));
    expect([within.training.count, within.test?.count, within.training.targetSize]).toEqual([2, 2, 2]);
    const beside = await open(named(["a/1.png", "b/1.png", "test/a/1.png", "test/b/1.png"]));
    expect([beside.training.count, beside.test?.count]).toEqual([2, 2]);
    const flat = await open(
      named(["train/cat.0.png", "train/cat.1.png", "train/dog.0.png", "train/dog.1.png", "test/1.png"]),
    );
    expect([flat.training.count, flat.test, flat.leftOut]).toEqual([
      4,
      undefined,
      [{ path: "test/1.png", why: "in no class's folder" }],
    ]);
  });

  it("leaves out what is hidden, no picture, or damaged, and says so", async () => {
    const opened = await open({
      ...named(["cats/1.png", "cats/2.png", "dogs/1.png"]),
      "cats/.ipynb_checkpoints/1-checkpoint.png": bar(0, 255),
      "__MACOSX/cats/._1.png": text("x"),
      ".DS_Store": text("x"),
      "cats/Thumbs.db": text("x"),
      "notes.txt": text("hello"),
      "cats/broken.png": text("no picture"),
      "dogs/half.png": bar(0, 255).subarray(0, 60),
      "dogs/later.avif": text("....ftypavif"),
      "dogs/empty.png": new Uint8Array(0),
      "loose.png": bar(0, 255),
    });
    expect(opened.training.preparation?.targets).toMatchObject({ names: ["cats", "dogs"] });
    expect(opened.training.count).toBe(3);
    expect(Object.fromEntries(opened.leftOut.map(({ path, why }) => [path, why]))).toEqual({
      "cats/.ipynb_checkpoints/1-checkpoint.png": "hidden",
      "__MACOSX/cats/._1.png": "hidden",
      ".DS_Store": "hidden",
      "cats/Thumbs.db": "hidden",
      "notes.txt": "not a picture",
      "cats/broken.png": "not a picture",
      "dogs/half.png": "damaged: a chunk of 83 bytes, longer than the file",
      "dogs/later.avif": "an AVIF image, which is not read",
      "dogs/empty.png": "not a picture",
      "loose.png": "in no class's folder",
    });
    expect(opened.remarks.find(({ code }) => code === "data.left-out")?.what).toMatch(
      /^10 of 13 files were left out: 4 hidden/,
    );
  });

  it("says how HEIC photos become pictures that are read", async () => {
    const photo = text("....ftypheic");
    const some = await open({ ...named(["cats/1.png", "cats/2.png", "dogs/1.png"]), "dogs/2.heic": photo });
    expect(some.leftOut).toEqual([{ path: "dogs/2.heic", why: "a HEIC photo, which is not read: export it as JPEG" }]);
    expect(some.remarks.find(({ code }) => code === "data.left-out")).toEqual({
      code: "data.left-out",
      what: "1 of 4 files was left out: 1 a HEIC photo, which is not read (dogs/2.heic).",
      next: expect.stringMatching(/as JPEG/),
    });
    await expect(open({ "cats/1.heic": photo, "dogs/1.heic": photo })).rejects.toMatchObject({
      code: "source.pictures",
      next: expect.stringMatching(/as JPEG/),
    });
  });

  it("takes Cat and cat for one class, but not A and a", async () => {
    const opened = await open(named(["Cat/1.png", "Cat/2.png", "cat/3.png", "dog/1.png", "é/1.png", "e\u0301/2.png"]));
    expect(opened.training.preparation?.targets).toMatchObject({ names: ["Cat", "dog", "é"] });
    expect(codes(opened)).toContain("data.merged-classes");
    const letters = await open(named(["A/1.png", "a/1.png", "b/1.png"]));
    expect(letters.training.targetSize).toBe(3);
  });

  it("shows no control characters in the names of classes", async () => {
    const opened = await open(named(["cats/1.png", "הפוך\u202e/1.png", " two\t words /1.png"]));
    expect(opened.training.preparation?.targets).toMatchObject({ names: ["cats", "two words", "הפוך"] });
  });

  it("tells classes by the beginnings of names where there are no folders", async () => {
    const { training } = await open(named(["cat-1.png", "cat-2.png", "dog (1).png", "dog12.png"]));
    expect(training.preparation?.targets).toMatchObject({ names: ["cat", "dog"] });
    const digits = await open(named(["7_1.png", "7_2.png", "3_1.png", "3_2.png"]));
    expect(digits.training.preparation?.targets).toMatchObject({ names: ["3", "7"] });
  });

  it("is refused where nothing tells the classes", async () => {
    const numbered = named(Array.from({ length: 40 }, (_, i) => `${i + 1}.png`));
    const error = await refused(open(numbered));
    expect([error.code, error.next]).toEqual(["source.classes", expect.stringContaining("a folder for each class")]);
    expect((await refused(open(named(["a.png", "b.png", "c.png"])))).code).toBe("source.classes");
    expect((await refused(open(named(["cats/1.png", "cats/2.png"])))).received).toBe('only "cats"');
    expect((await refused(open(named(["cat.png"])))).code).toBe("source.classes");
    expect((await refused(open(named(["test/a/1.png", "val/a/1.png"])))).code).toBe("source.classes");
    expect((await refused(open({ "a/1.png": text("x"), "b/1.png": text("y") }))).code).toBe("source.pictures");
  });
});

describe("how pictures become inputs", () => {
  it("is found out: grey or colours, the size, and light paper", async () => {
    const opened = await open(named(["a/1.png", "b/1.png"]));
    expect(opened.training.preparation?.inputs).toEqual({
      ...{ kind: "images", channels: 1, height: 8, width: 8, polarity: "ink", fit: "contain", scale: 1 / 256 },
    });
    expect(opened.training.shape).toEqual([1, 8, 8]);
    expect(opened.training.features[0]).toBe(0);
    expect(opened.training.features[18]).toBe(255);
    expect(codes(opened)).toEqual(["data.polarity"]);
    const light = await open({ "a/1.png": bar(255, 0), "b/1.png": bar(200, 0) });
    expect([light.training.preparation?.inputs, codes(light)]).toMatchObject([{ polarity: "light" }, []]);
    const coloured = await open({ "a/1.png": red, "b/1.png": bar(255, 0, 2) });
    expect(coloured.training.shape).toEqual([3, 2, 2]);
    expect([...coloured.training.features.subarray(0, 12)]).toEqual([
      200, 200, 200, 200, 10, 10, 10, 10, 10, 10, 10, 10,
    ]);
  });

  it("may be said", async () => {
    const files = { "a/1.png": red, "b/1.png": bar(0, 255) };
    const { training } = await open(files, {
      pictures: { size: { width: 5, height: 3 }, channels: 1, polarity: "light" },
    });
    expect(training.preparation?.inputs).toMatchObject({ channels: 1, width: 5, height: 3, polarity: "light" });
    expect(training.features[15]).toBe(255);
    for (const wrong of [
      { size: 0 },
      { size: 2.5 },
      { channels: 2 },
      { polarity: "dark" },
      { fit: "cover" },
      { colour: true },
      { fit: "mnist", channels: 3 },
    ])
      expect((await refused(open(files, { pictures: wrong as never }))).code).toBe("source.options");
    expect((await refused(open(files, { pictures: { fit: "exact" } }))).code).toBe("image.shape");
  });

  it("brings pictures of many sizes to a usual one, and all of each into it", async () => {
    const files = { "a/1.png": bar(0, 255, 20, 10), "a/2.png": bar(0, 255, 30, 30), "b/1.png": bar(0, 255, 40, 80) };
    const opened = await open(files);
    expect(opened.training.shape).toEqual([1, 30, 30]);
    expect(codes(opened)).toContain("data.picture-size");
    const large = await open({ "a/1.png": bar(0, 255, 200, 100), "b/1.png": bar(0, 255, 200, 100) });
    expect(large.training.shape).toEqual([1, 32, 64]);
  });

  it("says where some are dark on light and others light on dark", async () => {
    const files = { ...named(["a/1.png", "a/2.png", "a/3.png", "b/1.png"]), "b/2.png": bar(255, 0) };
    expect(codes(await open(files))).toEqual(["data.polarity", "data.mixed-polarity"]);
  });

  it("is a network's own where one is given: its classes in their order, and others refused", async () => {
    const preparation: Preparation = {
      inputs: { kind: "images", channels: 1, height: 4, width: 4, polarity: "light", fit: "contain", scale: 1 / 256 },
      targets: { kind: "classes", names: ["dog", "cat", "bird"] },
    };
    const { training } = await open(named(["Cat/1.png", "dog/1.png", "dog/2.png"]), { preparation });
    expect(training.preparation).toEqual(preparation);
    expect([...(training.targets as { labels: Uint8Array }).labels]).toEqual([1, 0, 0]);
    expect((await open(named(["cat/1.png"]), { preparation })).training.count).toBe(1);
    const error = await refused(open(named(["cat/1.png", "fish/1.png"]), { preparation }));
    expect([error.code, error.received]).toEqual(["source.classes", '"fish"']);
  });

  it("gives each picture what prepareImage gives it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            width: fc.integer({ min: 1, max: 40 }),
            height: fc.integer({ min: 1, max: 40 }),
            seed: fc.nat(),
            colour: fc.boolean(),
          }),
          { minLength: 2, maxLength: 5 },
        ),
        fc.constantFrom("light", "ink"),
        async (pictures, polarity) => {
          const files = pictures.map(({ width, height, seed, colour }) =>
            encodePng({
              ...{ width, height, channels: colour ? 3 : 1 },
              pixels: Uint8Array.from(
                { length: (colour ? 3 : 1) * width * height },
                (_, i) => ((i + seed) * 2654435761) >>> 24,
              ),
            }),
          );
          const { training } = await open(Object.fromEntries(files.map((bytes, i) => [`${i % 2}/${i}.png`, bytes])), {
            pictures: { polarity: polarity as "light" },
          });
          const order = [...files.keys()].sort((a, b) => (a % 2) - (b % 2) || a - b);
          for (const [place, i] of order.entries()) {
            const raster = await decodePicture(files[i]!, "x");
            expect(training.input(place)).toEqual(prepareImage(training.preparation!, raster));
            const inputs = training.preparation!.inputs;
            if (inputs.kind === "images") expect(imageBytes(inputs, raster, "x").length).toBe(training.size);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it("tells how far it is, and stops when it is told to", async () => {
    const files = named(Array.from({ length: 60 }, (_, i) => `${i % 2}/${i}.png`));
    const seen: number[] = [];
    await open(files, { onProgress: ({ done, of, unit }) => seen.push(done, of, unit === "files" ? 1 : 0) });
    expect(seen.slice(0, 3)).toEqual([expect.any(Number), 60, 1]);
    const stop = new AbortController();
    stop.abort();
    await expect(open(files, { signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});

it("random folders: every file is used once or left out once, and labels are the folders' names", async () => {
  const folder = fc.constantFrom("cat", "dog", "10", "9", ".hidden", "ö", "two words");
  const file = fc.constantFrom("1.png", "2.PNG", "03.png", "notes.txt", "noending", ".x.png");
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(folder, file), { minLength: 4, maxLength: 25, selector: (parts) => parts.join("/") }),
      async (paths) => {
        const all = { ...named(["cat/a.png", "dog/a.png"]), ...named(paths.map((parts) => parts.join("/"))) };
        const { training, files, leftOut } = await open(all);
        expect([...files, ...leftOut].map(({ path }) => path).sort()).toEqual(Object.keys(all).sort());
        expect(training.count).toBe(files.length);
        const { names } = training.preparation!.targets as { names: readonly string[] };
        expect(files.map((_, i) => names[training.label(i)])).toEqual(files.map(({ path }) => path.split("/")[0]));
      },
    ),
    { numRuns: runs(40) },
  );
});
