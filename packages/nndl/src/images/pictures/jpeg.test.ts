import fc from "fast-check";
import jpeg from "jpeg-js";
import { describe, expect, test } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { NndlError } from "../../errors.ts";
import { decodeJpeg } from "./jpeg.ts";
import { greyOf, mostPixels } from "./raster.ts";

/** Left to right from black to white; the top rows darker than the rest. */
function lightAt(x: number, y: number): number {
  return (y < 8 ? 0.4 : 1) * (x / 31);
}

function sample(width = 32, height = 24): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data.fill(Math.round(255 * lightAt(x, y)), 4 * (y * width + x), 4 * (y * width + x) + 4);
  return new Uint8Array(jpeg.encode({ width, height, data }, 95).data);
}

/** The file with an EXIF segment that gives the orientation, in either byte order. */
function oriented(bytes: Uint8Array, orientation: number, little: boolean): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  tiff.setUint16(10, 0x0112, little);
  tiff.setUint16(12, 3, little);
  tiff.setUint32(14, 1, little);
  tiff.setUint16(18, orientation, little);
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(tiff.buffer)];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2, ...exif, ...bytes.subarray(2)]);
}

async function refused(bytes: Uint8Array): Promise<NndlError> {
  const error: unknown = await decodeJpeg(bytes, "x.jpg").then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(NndlError);
  return error as NndlError;
}

describe("a JPEG", () => {
  test("is decoded to lightness", async () => {
    const raster = await decodeJpeg(sample(), "x.jpg");
    const { width, height, alpha } = raster;
    const light = greyOf(raster).values;
    expect([width, height, alpha]).toEqual([32, 24, undefined]);
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 32; x++) expect(Math.abs(light[y * 32 + x] - lightAt(x, y))).toBeLessThan(0.06);
  });

  // Where the stored picture's upper left corner is seen, and where its upper right corner is.
  test.each([
    [1, [0, 0], [31, 0]],
    [2, [31, 0], [0, 0]],
    [3, [31, 23], [0, 23]],
    [4, [0, 23], [31, 23]],
    [5, [0, 0], [0, 31]],
    [6, [23, 0], [23, 31]],
    [7, [23, 31], [23, 0]],
    [8, [0, 31], [0, 0]],
  ])("is turned upright: orientation %i", async (orientation, topLeft, topRight) => {
    for (const little of [true, false]) {
      const {
        width,
        height,
        values: light,
      } = greyOf(await decodeJpeg(oriented(sample(), orientation, little), "x.jpg"));
      expect([width, height]).toEqual(orientation >= 5 ? [24, 32] : [32, 24]);
      expect(light[topLeft[1] * width + topLeft[0]]).toBeLessThan(0.1);
      expect(Math.abs(light[topRight[1] * width + topRight[0]] - 0.4)).toBeLessThan(0.1);
      const brightest = Math.max(...light);
      expect(brightest).toBeGreaterThan(0.9);
    }
  });

  test("takes no harm from an orientation that there is not", async () => {
    for (const orientation of [0, 9, 65535])
      expect((await decodeJpeg(oriented(sample(), orientation, true), "x.jpg")).width).toBe(32);
  });
});

describe("a damaged JPEG", () => {
  const bytes = sample();

  test("cut off anywhere", async () => {
    for (let length = 3; length < bytes.length; length += 3)
      expect((await refused(bytes.subarray(0, length))).code).toBe("image.damaged");
  });

  test("with bytes changed: an image or an NndlError, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, byte) => {
          const changed = bytes.slice();
          changed[at] = byte;
          try {
            await decodeJpeg(changed, "x.jpg");
          } catch (error) {
            expect(error).toBeInstanceOf(NndlError);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test("of any bytes at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (tail) => {
        await refused(Uint8Array.from([0xff, 0xd8, 0xff, ...tail]));
      }),
    );
  });

  const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);

  test("that claims more pixels than are allowed is refused before it is decoded", async () => {
    const huge = bytes.slice();
    huge.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(65535 ** 2).toBeGreaterThan(mostPixels);
    expect((await refused(huge)).code).toBe("image.size");
  });

  test("of a kind that is not read says so", async () => {
    const arithmetic = bytes.slice();
    arithmetic[frame + 1] = 0xc9;
    expect(await refused(arithmetic)).toMatchObject({ code: "image.format" });
  });
});
