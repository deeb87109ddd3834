/** What people have gone wrong with, row by row, and the kinds that the rows stand for. */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { remarksOn } from "../analysis/remarks-on.ts";
import { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { decodePicture, encodePng, prepareImage } from "../images/index.ts";
import { idxFile } from "../testing/idx-file.ts";
import { refusedLater } from "../testing/refused.ts";
import { openSource } from "./open-source.ts";
import type { OpenedSource, SourceOptions } from "./opened-source.ts";
import { idxFilesOf } from "./write-idx.ts";

type Files = Readonly<Record<string, Uint8Array>>;

function open(files: Files, options?: SourceOptions): Promise<OpenedSource> {
  const given = Object.entries(files).map(([path, bytes]) => ({ path, read: async () => Uint8Array.from(bytes) }));
  return openSource(given, { name: "mine", ...options });
}

const refused = (files: Files, options?: SourceOptions) => refusedLater(open(files, options));
const codes = ({ remarks }: OpenedSource) => remarks.map(({ code }) => code);

const pixels = [0, 10, 200, 255, 3, 0, 77, 128];
const images = idxFile(8, [2, 2, 2], pixels);
const labels = idxFile(8, [2], [1, 0]);
const four: Files = { "train-images": images, "train-labels": labels, "t10k-images": images, "t10k-labels": labels };

/** Numbers in a type of IDX, highest byte first. */
function numbers(type: number, dims: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  const size = ({ 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 } as const)[type] ?? 1;
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (const [i, value] of values.entries()) {
    if (type === 11) view.setInt16(i * size, value);
    else if (type === 12) view.setInt32(i * size, value);
    else if (type === 13) view.setFloat32(i * size, value);
    else if (type === 14) view.setFloat64(i * size, value);
    else view.setInt8(i, value);
  }
  return idxFile(type, dims, new Uint8Array(view.buffer));
}

describe("U7: images in other types than bytes", () => {
  it.each([
    ["float64", 14],
    ["float32", 13],
    ["int32", 12],
    ["int16", 11],
    ["int8", 9],
  ])("that are plainly pixels are pixels: %s", async (_, type) => {
    const wide = numbers(type, [2, 2, 2], pixels);
    const opened = await open({ ...four, "train-images": wide, "t10k-images": wide });
    expect([...opened.training.input(0)]).toEqual([...(await open(four)).training.input(0)]);
    expect(codes(opened)).toEqual(["data.pixels"]);
  });

  it("are read alike in both parts, whatever one of them has alone", async () => {
    const dark = numbers(13, [2, 2, 2], [0, 1, 2, 3, 0, 0, 5, 1]);
    const opened = await open({ ...four, "train-images": numbers(13, [2, 2, 2], pixels), "t10k-images": dark });
    expect([...opened.test!.input(0)]).toEqual([0, 1 / 256, 2 / 256, 3 / 256]);
  });

  it("stay what they are between 0 and 1, and are remarked on where they are no pixels", async () => {
    const shares = numbers(13, [2, 2, 2], [0, 0.25, 0.5, 1, 0, 0, 0, 0]);
    const opened = await open({ ...four, "train-images": shares });
    expect([...opened.training.input(0)]).toEqual([0, 0.25, 0.5, 1]);
    expect(codes(opened)).toEqual([]);
    const large = numbers(13, [2, 2, 2], [-300, 0.5, 7000, 1, 0, 0, 0, 0]);
    expect(codes(await open({ ...four, "train-images": large }))).toEqual(["data.range"]);
    const rows = numbers(13, [2, 4], pixels);
    expect(codes(await open({ ...four, "train-images": rows, "t10k-images": rows }))).toEqual(["data.range"]);
  });

  it("labels that are whole numbers are classes, unless told otherwise", async () => {
    const floats = numbers(13, [2], [1, 0]);
    const files = { ...four, "train-labels": floats, "t10k-labels": floats };
    const opened = await open(files);
    expect([opened.training.targets.kind, opened.training.label(0), opened.training.targetSize]).toEqual([
      "classes",
      1,
      2,
    ]);
    expect(codes(opened)).toEqual(["data.labels"]);
    const values = await open(files, { targetKind: "values" });
    expect([values.training.targets.kind, codes(values)]).toEqual(["values", []]);
    for (const amounts of [
      [0.5, 1],
      [-1, 0],
      [250_000, 1],
    ]) {
      const file = numbers(13, [2], amounts);
      const regression = await open({ ...files, "train-labels": file });
      expect([regression.training.targets.kind, regression.test!.targets.kind]).toEqual(["values", "values"]);
      expect((await refused({ ...files, "train-labels": file }, { targetKind: "classes" })).code).toBe("idx.labels");
    }
    expect((await open(four, { targetKind: "values" })).training.target(0)[0]).toBe(1);
  });
});

describe("U8: two files for one role", () => {
  const other = idxFile(8, [2, 2, 2], [9, 9, 9, 9, 9, 9, 9, 9]);

  it("that differ are refused, naming both", async () => {
    const { code, message } = await refused({ ...four, "train-images-idx3-ubyte (1).gz": gzipSync(other) });
    expect(code).toBe("idx.copies");
    expect(message).toContain("train-images and train-images-idx3-ubyte (1).gz");
  });

  it("that are the same are one, and said", async () => {
    const opened = await open({ ...four, "train-images-idx3-ubyte (1).gz": gzipSync(images) });
    expect(opened.leftOut).toEqual([{ path: "train-images-idx3-ubyte (1).gz", why: "the same as train-images" }]);
    expect(opened.files.map(({ path }) => path)).toEqual(Object.keys(four));
  });

  it("of which one is damaged are the other, and said", async () => {
    for (const broken of [gzipSync(images).subarray(0, 25), Uint8Array.of(60, 33, 100), new Uint8Array()]) {
      const { "train-images": whole, ...others } = four;
      const opened = await open({ ...others, "train-images.part": broken, "train-images.raw": whole! });
      expect(opened.leftOut[0]).toMatchObject({ path: "train-images.part", why: expect.stringMatching(/^damaged: /) });
      expect([...opened.training.features]).toEqual(pixels);
    }
  });
});

describe("U12: channels last", () => {
  const shapes = fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 5, max: 7 }),
    width: fc.integer({ min: 1, max: 7 }),
    channels: fc.integer({ min: 1, max: 4 }),
    type: fc.constantFrom(8, 11, 13),
  });

  it("are turned into channels first, whatever the type, and said", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async ({ count, height, width, channels, type }) => {
        // From 64 to 253: bytes, in whatever type they come.
        const at = (i: number, c: number, y: number, x: number) => 64 + ((i * 97 + c * 61 + y * 13 + x * 5) % 190);
        const last: number[] = [];
        for (let i = 0; i < count; i++)
          for (let y = 0; y < height; y++)
            for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) last.push(at(i, c, y, x));
        const dims = [count, height, width, channels];
        const file = type === 8 ? idxFile(8, dims, last) : numbers(type, dims, last);
        const opened = await open({ "train-images": file, "train-labels": idxFile(8, [count], new Uint8Array(count)) });
        expect(opened.training.shape).toEqual([channels, height, width]);
        expect(codes(opened)).toContain("data.channels-last");
        const first: number[] = [];
        for (let i = 0; i < count; i++)
          for (let c = 0; c < channels; c++)
            for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) first.push(at(i, c, y, x));
        expect(opened.training.features).toEqual(Uint8Array.from(first));
      }),
      { numRuns: runs(60) },
    );
  });

  it("are not seen in what has channels first already", async () => {
    for (const dims of [
      [2, 3, 4, 4],
      [2, 1, 8, 3],
      [2, 3, 9, 3],
    ]) {
      const size = dims.reduce((a, b) => a * b);
      const opened = await open({ ...four, "train-images": idxFile(8, dims, new Uint8Array(size)) });
      expect([opened.training.shape, codes(opened)]).toEqual([dims.slice(1), []]);
    }
  });
});

describe("U17: folders", () => {
  it("are not files, but may have the names of the files that are in them", async () => {
    const { "train-images": inside, ...others } = four;
    const opened = await open({ ...others, "train-images/train-images": inside! });
    expect(opened.training.count).toBe(2);
    const both = await open({ ...four, "train-images.idx/train-images": inside! });
    expect(both.leftOut).toEqual([{ path: "train-images.idx/train-images", why: "the same as train-images" }]);
  });

  it("below another are not looked into, and two side by side are refused", async () => {
    const nested = (folder: string) =>
      Object.fromEntries(Object.entries(four).map(([path, b]) => [`${folder}/${path}`, b]));
    expect((await open(nested("MNIST/raw"))).files[0]!.path).toBe("MNIST/raw/train-images");
    expect((await open({ ...four, ...nested("old") })).leftOut).toHaveLength(4);
    const { code, received } = await refused({ ...nested("one"), ...nested("two") });
    expect([code, received]).toEqual(["idx.folders", "one and two"]);
  });
});

describe("N5: labels that leave classes without an example", () => {
  const given = (values: readonly number[]) =>
    open({
      "train-images": idxFile(8, [values.length, 1, 1], values),
      "train-labels": idxFile(8, [values.length], values),
    });

  it("are remarked on: a single 255, labels from 1, gaps", async () => {
    const { training } = await given([0, 1, 255]);
    expect(remarksOn(training).map(({ code }) => code)).toContain("data.absent-class");
    expect(await given([3, 1, 2])).toMatchObject({ remarks: [{ code: "data.from-one" }] });
    expect(codes(await given([3, 1]))).toEqual([]);
    expect(codes(await open(four))).toEqual([]);
  });
});

describe("N7: labels that can be no classes", () => {
  const swapped = (bytes: readonly number[]) =>
    idxFile(
      12,
      [bytes.length],
      bytes.flatMap((label) => [label, 0, 0, 0]),
    );

  it("are refused as labels: their bytes the wrong way round, two thousand million, below 0", async () => {
    expect((await refused({ ...four, "train-labels": swapped([1, 9]) })).code).toBe("idx.byte-order");
    expect((await refused({ ...four, "train-labels": idxFile(11, [2], [1, 0, 9, 0]) })).code).toBe("idx.byte-order");
    const huge = await refused({ ...four, "train-labels": numbers(12, [2], [2_000_000_000, 1]) });
    expect([huge.code, huge.received]).toEqual(["idx.classes", "a label of 2000000000"]);
    expect((await refused({ ...four, "train-labels": numbers(12, [2], [-1, 1]) })).code).toBe("dataset.labels");
  });

  it("are not seen in labels that are right", async () => {
    expect((await open({ ...four, "train-labels": numbers(12, [2], [0, 0]) })).training.label(0)).toBe(0);
    expect((await open({ ...four, "train-labels": numbers(12, [2], [256, 1]) })).training.label(0)).toBe(256);
  });
});

describe("N8: files in other wrappings", () => {
  it("gzip of two members is read, gzip in gzip is named", async () => {
    const two = Buffer.concat([gzipSync(images.subarray(0, 11)), gzipSync(images.subarray(11))]);
    expect([...(await open({ ...four, "train-images": two })).training.features]).toEqual(pixels);
    const twice = await refused({ ...four, "train-images": gzipSync(gzipSync(images)) });
    expect([twice.code, twice.next]).toEqual(["idx.gzipped", "Unpack it once."]);
  });

  it.each([
    ["bytes", idxFile(8, [2, 3], [0, 0, 1, 1, 0, 0])],
    ["bytes of 255", idxFile(8, [2, 3], [0, 0, 255, 255, 0, 0])],
    ["floats", numbers(13, [2, 3], [0, 0, 1, 1, 0, 0])],
  ])("rows with a single 1 are classes: %s", async (_, file) => {
    const opened = await open({ ...four, "train-labels": file, "t10k-labels": file });
    expect([opened.training.label(0), opened.training.label(1), opened.training.targetSize]).toEqual([2, 0, 3]);
    expect(codes(opened)).toContain("data.labels");
  });

  it("rows with none or two are no classes", async () => {
    for (const rows of [
      [0, 0, 0, 1, 0, 0],
      [0, 1, 1, 1, 0, 0],
      [0, 0, 2, 1, 0, 0],
    ])
      expect((await refused({ ...four, "train-labels": idxFile(8, [2, 3], rows) })).code).toBe("idx.labels");
  });
});

describe("parts", () => {
  it("may be training alone, or come with validation; half a part is refused", async () => {
    const { "t10k-images": _, "t10k-labels": __, ...training } = four;
    expect((await open(training)).test).toBeUndefined();
    const with3 = await open({ ...four, "validation-images": images, "validation-labels": labels });
    expect(with3.validation?.count).toBe(2);
    const { code, problem } = await refused({ ...training, "t10k-images": images });
    expect([code, problem]).toEqual(["idx.missing", expect.stringContaining("t10k-labels or test-labels")]);
  });
});

describe("what is saved", () => {
  const extents = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });
  const anySource = fc.record({
    shape: extents,
    count: fc.integer({ min: 1, max: 4 }),
    bytes: fc.boolean(),
    classes: fc.option(fc.integer({ min: 1, max: 400 })),
    seed: fc.nat(1000),
    parts: fc.subarray(["validation", "test"] as const),
  });

  it("is read as the same, to the bit, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(anySource, async ({ shape, count, bytes, classes, seed, parts }) => {
        const size = shape.reduce((a, b) => a * b, 1);
        const make = (part: number) =>
          new Dataset({
            shape,
            features: bytes
              ? Uint8Array.from({ length: count * size }, (_, i) => (i * 37 + seed + part) % 256)
              : Float32Array.from({ length: count * size }, (_, i) => ((i * 37 + seed) % 19) - part),
            ...(bytes ? { scale: 1 / 255 } : {}),
            targets:
              classes === null
                ? { kind: "values", values: new Float32Array(2 * count).fill(seed), size: 2 }
                : { kind: "classes", labels: Array.from({ length: count }, (_, i) => (i * 31) % classes), classes },
          });
        const source = { training: make(0), ...Object.fromEntries(parts.map((part, i) => [part, make(i + 1)])) };
        const files = Object.fromEntries(idxFilesOf(source).map((file) => [file.path, file.bytes]));
        const again = await open(files);
        for (const part of ["training", "validation", "test"] as const) {
          const [was, is] = [(source as Partial<OpenedSource>)[part], again[part]];
          expect([is?.shape, is?.features, is?.scale, is?.targetSize]).toEqual([
            was?.shape,
            was?.features,
            was?.scale,
            was?.targetSize,
          ]);
          for (let i = 0; i < (was?.count ?? 0); i++) expect(is!.target(i)).toEqual(was!.target(i));
        }
      }),
      { numRuns: runs(40) },
    );
  });

  it("says of images without a word about them what can be seen, so that a picture is asked alike", async () => {
    const { training, test } = await open(four);
    const inputs = {
      kind: "images",
      channels: 1,
      height: 2,
      width: 2,
      polarity: "light",
      fit: "contain",
      scale: 1 / 256,
    };
    expect([training.preparation, test!.preparation]).toEqual([{ inputs }, { inputs }]);
    const picture = encodePng({ width: 2, height: 2, pixels: Uint8Array.from(pixels.slice(0, 4)) });
    const asked = prepareImage(training.preparation!, await decodePicture(picture, "x"));
    expect(asked).toEqual(training.input(0));
    // Shares of 1, as Keras has them, are 255ths; numbers that are no pixels are of no picture.
    const shares = (of: number) =>
      numbers(
        13,
        [2, 2, 2],
        pixels.map((pixel) => pixel / of),
      );
    const given = (wide: Uint8Array) => open({ ...four, "train-images": wide, "t10k-images": wide });
    expect((await given(shares(255))).training.preparation?.inputs).toMatchObject({ scale: 1 / 255 });
    expect((await given(shares(-1))).training.preparation).toBeUndefined();
  });

  it("keeps how inputs were made; what is wrong beside it is refused", async () => {
    const preparation = {
      inputs: { kind: "images", channels: 1, height: 2, width: 2, polarity: "ink", fit: "contain", scale: 1 / 255 },
      targets: { kind: "classes", names: ["cat", "dog"] },
    } as const;
    const parts = { shape: [1, 2, 2], features: Uint8Array.from(pixels), scale: 1 / 255, preparation };
    const training = new Dataset({ ...parts, targets: { kind: "classes", labels: [1, 0], classes: 2 } });
    const files = Object.fromEntries(idxFilesOf({ training }).map((file) => [file.path, file.bytes]));
    expect((await open(files)).training.preparation).toEqual(preparation);
    for (const text of [
      "",
      "{",
      "[]",
      '{"format":"nndl data 2"}',
      '{"format":"nndl data 1","shape":[1,2,2],"targetKind":"x"}',
    ])
      expect((await refused({ ...files, "nndl.json": new TextEncoder().encode(text) })).code).toBe("idx.sidecar");
    const other = new TextEncoder().encode('{"format":"nndl data 1","shape":[1,3,3],"targetKind":"classes"}');
    expect((await refused({ ...files, "nndl.json": other })).code).toBe("dataset.length");
  });
});

it("any files with these names give a data set or one of our errors", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 30 }),
    fc.constantFrom(...Object.values(four), gzipSync(images), numbers(13, [2], [0.5, 2]), numbers(12, [2], [7, 9])),
  );
  const names = [
    "train-images",
    "train-labels",
    "t10k-images.gz",
    "t10k-labels",
    "train-labels (1)",
    "x/train-images",
    "nndl.json",
  ];
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), bytes, { minKeys: 1 }), async (files) => {
      try {
        expect((await open(files)).training.count).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(NndlError);
      }
    }),
    { numRuns: runs(300) },
  );
});
