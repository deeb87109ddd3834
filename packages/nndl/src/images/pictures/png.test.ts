import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { type PngParts, png, pngOf } from "../../../../../testing/png-file.ts";
import { runs } from "../../../../../testing/thorough.ts";
import { NndlError } from "../../errors.ts";
import { decodePng } from "./png.ts";
import { fullOf, greyOf, lightness, mostPixels } from "./raster.ts";

const formats = [
  ...[1, 2, 4, 8, 16].map((depth) => ({ color: 0, depth })),
  ...[8, 16].map((depth) => ({ color: 2, depth })),
  ...[1, 2, 4, 8].map((depth) => ({ color: 3, depth })),
  ...[4, 6].flatMap((color) => [8, 16].map((depth) => ({ color, depth }))),
];

/** Samples that depend on the place and look like nothing. */
function scrambled(depth: number, limit = 2 ** depth): PngParts["sample"] {
  return (x, y, channel) => ((x * 2654435761 + y * 40503 + channel * 977 + x * y * 31) >>> 3) % limit;
}

describe("every pixel format", () => {
  test.each(formats)(
    "colour type $color with $depth bits, any size, any filter, interlaced or not",
    ({ color, depth }) => {
      const colors = Math.min(2 ** depth, 200);
      const palette = Array.from({ length: 3 * colors }, (_, i) => (i * 83) % 256);
      const sample = scrambled(depth, color === 3 ? colors : 2 ** depth);
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 21 }),
          fc.integer({ min: 1, max: 21 }),
          fc.boolean(),
          (width, height, i) => {
            const parts = {
              width,
              height,
              depth,
              color,
              sample,
              interlaced: i,
              filter: (line: number) => (line * 3) % 5,
            };
            const image = decodePng(png(color === 3 ? { ...parts, palette } : parts), "x.png");
            const { alpha } = image;
            const grey = greyOf({ ...image, alpha: undefined }).values;
            expect([image.width, image.height, grey.length]).toEqual([width, height, width * height]);
            expect([image.channels, fullOf(image)]).toEqual([
              color === 0 || color === 4 ? 1 : 3,
              depth === 16 ? 65_535 : 255,
            ]);
            const full = 2 ** depth - 1;
            for (let y = 0; y < height; y++) {
              for (let x = 0; x < width; x++) {
                const [a, b, c, d] = [0, 1, 2, 3].map((channel) => sample(x, y, channel));
                const rgb = color === 3 ? palette.slice(3 * a, 3 * a + 3) : [a, b, c];
                const isGrey = color === 0 || color === 4;
                const light = isGrey ? a / full : lightness(rgb[0], rgb[1], rgb[2]) / (color === 3 ? 255 : full);
                expect(grey[y * width + x]).toBeCloseTo(light, 6);
                if (color === 4 || color === 6)
                  expect(alpha![y * width + x]! / fullOf(image)).toBeCloseTo((color === 4 ? b : d) / full, 6);
              }
            }
            if (color < 4) expect(alpha).toBeUndefined();
          },
        ),
        { numRuns: runs(25) },
      );
    },
  );

  test.each([
    [1, 8],
    [2, 8],
    [3, 8],
    [4, 8],
    [1, 16],
    [4, 16],
  ] as const)("what another encoder wrote: %i channels of %i bits", (channels, depth) => {
    const [width, height] = [13, 9];
    const full = 2 ** depth - 1;
    const length = width * height * channels;
    const values = Array.from({ length }, (_, i) => (i * 7919) % (full + 1));
    const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
    const raster = decodePng(encode({ width, height, channels, depth, data }), "x.png");
    greyOf({ ...raster, alpha: undefined }).values.forEach((value, i) => {
      const [r, g, b] = values.slice(i * channels, i * channels + 3);
      expect(value).toBeCloseTo((channels < 3 ? r : lightness(r, g, b)) / full, 6);
    });
  });
});

describe("transparency beside the pixels", () => {
  test("a palette's entries have their own, and those without are opaque", () => {
    const parts = { width: 3, height: 1, depth: 8, color: 3, palette: [0, 0, 0, 255, 255, 255, 0, 255, 0] };
    const { alpha } = decodePng(png({ ...parts, transparency: [0, 51], sample: (x) => x }), "x.png");
    expect([...(alpha ?? [])]).toEqual([0, 51, 255]);
  });

  test.each([
    [0, [0, 7], 1],
    [2, [0, 7, 0, 8, 0, 9], 3],
  ])("one colour of a picture of type %i is clear", (color, transparency, channels) => {
    const sample = (x: number, _y: number, channel: number) => (x === 1 ? 7 + channel : 7);
    const { alpha } = decodePng(png({ width: 2, height: 1, depth: 8, color, transparency, sample }), "x.png");
    expect([...(alpha ?? [])]).toEqual(channels === 1 ? [0, 0] : [255, 0]);
  });
});

const whole = png({ width: 9, height: 7, depth: 8, color: 2, sample: scrambled(8), filter: (line) => line % 5 });

function refused(bytes: Uint8Array): NndlError {
  try {
    decodePng(bytes, "x.png");
  } catch (error) {
    expect(error).toBeInstanceOf(NndlError);
    return error as NndlError;
  }
  throw new Error("nothing was refused");
}

describe("a damaged file", () => {
  test("cut off anywhere", () => {
    for (let length = 8; length < whole.length; length++)
      expect(refused(whole.subarray(0, length)).code).toBe("image.damaged");
  });

  test("with any bit wrong", () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: whole.length * 8 - 1 }), (bit) => {
        const changed = whole.slice();
        changed[bit >> 3] ^= 1 << (bit & 7);
        expect(refused(changed).code).toBe("image.damaged");
      }),
    );
  });

  test("of any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (tail) => {
        refused(Uint8Array.from([...whole.subarray(0, 8), ...tail]));
      }),
    );
  });

  const header = (width: number, height: number, ...rest: number[]) => {
    const content = Buffer.alloc(13);
    content.writeUInt32BE(width, 0);
    content.writeUInt32BE(height, 4);
    content.set(rest, 8);
    return ["IHDR", content] as const;
  };
  const rest = (content: Uint8Array) => [["IDAT", content] as const, ["IEND", Buffer.alloc(0)] as const];

  test.each([
    ["no pixels wide", [header(0, 5, 8, 0, 0, 0, 0)], "image.damaged"],
    ["an unknown colour type", [header(5, 5, 8, 5, 0, 0, 0)], "image.damaged"],
    ["RGB of 4 bits", [header(5, 5, 4, 2, 0, 0, 0)], "image.damaged"],
    ["another compression", [header(5, 5, 8, 0, 1, 0, 0)], "image.damaged"],
    ["another interlacing", [header(5, 5, 8, 0, 0, 0, 2)], "image.damaged"],
    ["more pixels than are allowed", [header(mostPixels, 2, 8, 0, 0, 0, 0)], "image.size"],
    ["two headers", [header(5, 5, 8, 0, 0, 0, 0), header(5, 5, 8, 0, 0, 0, 0)], "image.damaged"],
    ["no header", [], "image.damaged"],
    ["a short header", [["IHDR", Buffer.alloc(12)] as const], "image.damaged"],
    ["an unknown critical chunk", [header(5, 5, 8, 0, 0, 0, 0), ["ABCD", Buffer.alloc(1)] as const], "image.damaged"],
    ["no palette", [header(5, 5, 8, 3, 0, 0, 0)], "image.damaged"],
  ])("with %s", (_, chunks, code) => {
    expect(refused(pngOf([...chunks, ...rest(Buffer.alloc(0))])).code).toBe(code);
  });

  test("with an index that its palette does not have", () => {
    const bytes = png({ width: 2, height: 1, depth: 8, color: 3, palette: [1, 2, 3], sample: (x) => x });
    expect(refused(bytes).received).toBe("the colour 1 of a palette of 1");
  });

  test("with a filter that there is not", () => {
    expect(refused(png({ width: 2, height: 1, depth: 8, color: 0, sample: () => 0, filter: () => 5 })).received).toBe(
      "the filter 5",
    );
  });

  test("with more or fewer pixels than it says: nothing beyond what belongs is unpacked", () => {
    const chunksOf = (bytes: Uint8Array) => bytes.subarray(8 + 25);
    const tall = png({ width: 1000, height: 100, depth: 8, color: 0, sample: () => 0 });
    const short = Uint8Array.from([...pngOf([header(1000, 1, 8, 0, 0, 0, 0)]), ...chunksOf(tall)]);
    expect(refused(short)).toMatchObject({ code: "image.damaged", received: "pixels that cannot be unpacked" });
    const long = Uint8Array.from([...pngOf([header(1000, 101, 8, 0, 0, 0, 0)]), ...chunksOf(tall)]);
    expect(refused(long)).toMatchObject({
      code: "image.damaged",
      received: "pixels that cannot be unpacked",
    });
  });
});
