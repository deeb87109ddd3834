import fc from "fast-check";
import { decode } from "fast-png";
import { NndlError } from "nndl";
import { decodePicture } from "nndl/images";
import { describe, expect, test } from "vitest";
import { encodePng } from "./png-writer.ts";

describe("a grey PNG", () => {
  const image = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((pixels) => ({ width, height, pixels })),
    );

  test("comes back pixel for pixel from our decoder, and from another one", () => {
    return fc.assert(
      fc.asyncProperty(image, async (written) => {
        const bytes = encodePng(written);
        const ours = await decodePicture(bytes, "x.png");
        expect([ours.width, ours.height, ours.alpha]).toEqual([written.width, written.height, undefined]);
        expect(ours.pixels).toEqual(written.pixels);
        const theirs = decode(bytes, { checkCrc: true });
        expect([theirs.width, theirs.height, theirs.channels, theirs.depth]).toEqual([
          written.width,
          written.height,
          1,
          8,
        ]);
        expect(Uint8Array.from(theirs.data)).toEqual(written.pixels);
      }),
    );
  });

  test("is small where the picture is simple", () => {
    expect(encodePng({ width: 400, height: 300, pixels: new Uint8Array(120_000) }).length).toBeLessThan(300);
  });

  test.each([
    [0, 4, 0],
    [3, 3, 8],
    [1.5, 2, 3],
    [-2, -2, 4],
    [Number.NaN, 1, 1],
    [1e6, 1e6, 4],
  ])("%d × %d with %d bytes is refused", (width, height, length) => {
    expect(() => encodePng({ width, height, pixels: new Uint8Array(length) })).toThrow(NndlError);
  });
});
