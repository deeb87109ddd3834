/** WebP files that are damaged, or ask for more than they hold. That whole ones are read right: samples.test.ts. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { NndlError } from "../../errors.ts";
import { decodePicture, measurePicture } from "./decode.ts";

const samples = JSON.parse(readFileSync(new URL("./samples/pictures.golden.json", import.meta.url), "utf8")) as Record<
  string,
  { readonly file: string; readonly width: number; readonly height: number }
>;
const files = Object.entries(samples)
  .filter(([name]) => name.endsWith(".webp"))
  .map(([, { file }]) => new Uint8Array(Buffer.from(file, "base64")));
const bytesOf = (name: string) => new Uint8Array(Buffer.from(samples[name]!.file, "base64"));

/** Four letters, a length, and what belongs to them. */
function chunk(kind: string, data: readonly number[]): number[] {
  const length = [0, 8, 16, 24].map((shift) => (data.length >> shift) & 255);
  return [...Buffer.from(kind, "latin1"), ...length, ...data, ...(data.length % 2 === 1 ? [0] : [])];
}
const webp = (...chunks: number[][]) => Uint8Array.from(chunk("RIFF", [...Buffer.from("WEBP"), ...chunks.flat()]));
const refused = (bytes: Uint8Array) =>
  decodePicture(bytes, "photo.webp").then(
    () => undefined,
    (error: unknown) => error,
  );

describe("a damaged WebP", () => {
  it("that was cut off anywhere in its picture is refused as damaged", async () => {
    for (const file of files)
      for (const share of [0.1, 0.5, 0.9]) {
        const end = Math.max(12, Math.floor(file.length * share));
        expect(await refused(file.subarray(0, end))).toMatchObject({ code: "image.damaged" });
      }
  });

  it("is a picture or is refused, whatever its bytes are", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (file, changes) => {
          const bytes = file.slice();
          // The signature stays, or it is another kind of file.
          for (const [place, value] of changes) bytes[12 + Math.floor(place * (bytes.length - 12))] = value;
          const error = await refused(bytes);
          if (error === undefined) return;
          expect(error).toBeInstanceOf(NndlError);
          expect((error as NndlError).code).toMatch(/^image\.(damaged|size)$/);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it.each([
    ["nothing", webp()],
    ["a header and no picture", webp(chunk("VP8X", [0, 0, 0, 0, 11, 0, 0, 7, 0, 0]))],
    ["half a header", webp(chunk("VP8X", [0, 0]))],
    [
      "a picture of another size than its header says",
      webp(
        chunk("VP8X", [0, 0, 0, 0, 11, 0, 0, 7, 0, 0]),
        [...bytesOf("palette.webp").subarray(12)].map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
      ),
    ],
    ["what says only how pictures change", webp(chunk("VP8 ", [1, 0, 0, 0x9d, 1, 0x2a, 8, 0, 8, 0]))],
    ["a picture of no width", webp(chunk("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, 0, 0, 8, 0]))],
    ["a version to come", webp(chunk("VP8L", [0x2f, 7, 0xc0, 1, 0x20]))],
  ])("%s is refused", async (_, bytes) => {
    expect(await refused(bytes)).toMatchObject({ code: "image.damaged" });
  });

  it("of more pixels than are taken is refused before they are unpacked", () => {
    const huge = webp(chunk("VP8L", [0x2f, 0xff, 0xff, 0xff, 0x0f]));
    expect(() => measurePicture(huge, "photo.webp")).toThrow(expect.objectContaining({ code: "image.size" }) as Error);
  });
});
