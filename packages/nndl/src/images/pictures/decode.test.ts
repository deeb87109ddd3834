import { describe, expect, test } from "vitest";
import { png } from "../../../../../testing/png-file.ts";
import { NndlError } from "../../errors.ts";
import { decodePicture } from "./decode.ts";
import { fileKindOf } from "./file-kind.ts";
import { greyOf } from "./raster.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("what a file is", () => {
  test.each([
    ["II*\0....", "a TIFF image"],
    ["....ftypheic", "a HEIC photo"],
    ["....ftypavif", "an AVIF image"],
    ["%PDF-1.7", "a PDF"],
    ["<svg xmlns", "an SVG drawing"],
    ["<!DOCTYPE HTML>", "an HTML page"],
    ["\u00ef\u00bb\u00bf<html>", "an HTML page"],
    ["PK\u0003\u0004", "a zip archive"],
    ["\u001f\u008b\u0008", "a gzipped file"],
    ["\0\0\u0008\u0003....", "an IDX file of images"],
    ['{"sizes": [1]}', "JSON"],
  ])("%j is refused as what it is", async (text, kind) => {
    expect(fileKindOf(bytes(text))).toBe(kind);
    const error: unknown = await decodePicture(bytes(text), "digit.png").catch((reason) => reason);
    expect(error).toBeInstanceOf(NndlError);
    expect(error).toMatchObject({
      code: "image.format",
      received: kind,
      expected: "digit.png must be a PNG, a JPEG, a WebP, a GIF or a BMP",
    });
  });

  test("how a HEIC photo becomes a picture is said", async () => {
    const refused = decodePicture(bytes("....ftypheic"), "me.heic");
    await expect(refused).rejects.toMatchObject({ next: expect.stringMatching(/as JPEG/) });
  });

  test("other things are refused, too", async () => {
    await expect(decodePicture(bytes("hello"), "x")).rejects.toMatchObject({ received: "something else" });
    await expect(decodePicture(new Uint8Array(), "x")).rejects.toMatchObject({ received: "an empty file" });
  });
});

describe("what is transparent", () => {
  const drawn = (ink: number) =>
    png({
      width: 4,
      height: 1,
      depth: 8,
      color: 4,
      sample: (x, _y, channel) => (channel === 0 ? ink : [0, 51, 204, 255][x]),
    });

  test("is white behind dark ink", async () => {
    const { values } = greyOf(await decodePicture(drawn(0), "x"));
    [1, 0.8, 0.2, 0].forEach((light, i) => {
      expect(values[i]).toBeCloseTo(light, 6);
    });
  });

  test("is black behind light ink", async () => {
    const { values } = greyOf(await decodePicture(drawn(255), "x"));
    [0, 0.2, 0.8, 1].forEach((light, i) => {
      expect(values[i]).toBeCloseTo(light, 6);
    });
  });
});
