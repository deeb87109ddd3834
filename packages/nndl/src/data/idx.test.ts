import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { idxFile } from "../testing/idx-file.ts";
import { refused } from "../testing/refused.ts";
import { idxLength, parseIdx } from "./idx.ts";

const refuse = (bytes: Uint8Array) => refused(() => parseIdx(bytes, "file"));

describe("parseIdx", () => {
  it("reads bytes in place, wherever they lie", () => {
    const file = idxFile(8, [2, 3], [1, 2, 3, 4, 5, 255]);
    const larger = new Uint8Array(file.length + 5);
    larger.set(file, 3);
    const view = larger.subarray(3, 3 + file.length);
    const { type, dims, values } = parseIdx(view, "file");
    expect([type, dims, [...values]]).toEqual(["uint8", [2, 3], [1, 2, 3, 4, 5, 255]]);
    expect(values.buffer).toBe(larger.buffer);
  });

  it("reads every type, big-endian", () => {
    expect([...parseIdx(idxFile(9, [2], [1, 255]), "").values]).toEqual([1, -1]);
    expect([...parseIdx(idxFile(0x0b, [2], [1, 2, 255, 254]), "").values]).toEqual([258, -2]);
    expect([...parseIdx(idxFile(0x0c, [1], [255, 255, 255, 0]), "").values]).toEqual([-256]);
    expect([...parseIdx(idxFile(0x0d, [1], [0x3f, 0xc0, 0, 0]), "").values]).toEqual([1.5]);
    expect([...parseIdx(idxFile(0x0e, [1], [0xbf, 0xf8, 0, 0, 0, 0, 0, 0]), "").values]).toEqual([-1.5]);
  });

  it.each<[string, string, Uint8Array, string]>([
    ["an empty file", "empty", new Uint8Array(), "no bytes"],
    ["another format", "magic", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), "89 50 4e 47"],
    ["one wrong byte", "magic", Uint8Array.of(1), "01"],
    ["a second byte that is not zero", "magic", Uint8Array.of(0, 1, 8, 1), "00 01 08 01"],
    ["two bytes", "header", Uint8Array.of(0, 0), "2 bytes"],
    ["an unknown type", "type", idxFile(7, [1], [0]), "0x07"],
    ["no dimension", "rank", Uint8Array.of(0, 0, 8, 0, 0), "0"],
    ["five dimensions", "rank", idxFile(8, [1, 1, 1, 1, 1], [0]), "5"],
    ["a header that ends early", "header", idxFile(8, [1, 1], [0]).subarray(0, 11), "only 11 bytes"],
    ["a dimension of 0", "dimension", idxFile(8, [3, 0], []), "3 × 0"],
    ["huge dimensions", "huge", idxFile(8, [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [0]), "4294967295 ×"],
    ["one value too many for memory", "huge", idxFile(8, [2 ** 31], [0]), "2147483648"],
    ["missing values", "truncated", idxFile(8, [2, 3], [1, 2]), "14 bytes, 4 too few"],
    ["half a float", "truncated", idxFile(0x0d, [1], [1, 2]), "10 bytes, 2 too few"],
    ["bytes left over", "trailing", idxFile(8, [2], [1, 2, 3]), "11 bytes, 1 too many"],
  ])("refuses %s", (_name, code, bytes, received) => {
    const error = refuse(bytes);
    expect(error.code).toBe(`idx.${code}`);
    expect(error.received).toContain(received);
    expect(error.message).toMatch(/^file: /);
  });

  it("refuses what is no Uint8Array", () => {
    for (const value of [undefined, "text", [0, 0, 8, 1], new ArrayBuffer(8)])
      expect(refuse(value as unknown as Uint8Array).code).toBe("idx.bytes");
  });

  const extents = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

  it("refuses a valid file cut at every byte, and with anything appended", () => {
    fc.assert(
      fc.property(extents, fc.uint8Array({ minLength: 1, maxLength: 9 }), (dims, extra) => {
        const file = idxFile(8, dims, new Uint8Array(dims.reduce((a, b) => a * b, 1)));
        for (let length = 0; length < file.length; length++) refuse(file.subarray(0, length));
        expect(refuse(Uint8Array.from([...file, ...extra])).code).toBe("idx.trailing");
      }),
      { numRuns: runs(50) },
    );
  });

  it("throws nothing but its own errors at random bytes and at flipped bits", () => {
    const file = idxFile(8, [2, 3], [1, 2, 3, 4, 5, 6]);
    const flipped = fc.nat(file.length * 8 - 1).map((bit) => {
      const copy = file.slice();
      copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    });
    const headed = fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint8Array.from([0, 0, ...bytes]));
    fc.assert(
      fc.property(fc.oneof(flipped, headed, fc.uint8Array()), (bytes) => {
        try {
          const { dims, values } = parseIdx(bytes, "fuzz");
          expect(values.length).toBe(dims.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
        }
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe("idxLength", () => {
  it("tells the length of every file that parseIdx reads, from its header alone", () => {
    const dims = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...([
            [8, 1],
            [9, 1],
            [11, 2],
            [12, 4],
            [13, 4],
            [14, 8],
          ] as const),
        ),
        dims,
        ([type, size], dims) => {
          const count = dims.reduce((product, dim) => product * dim, 1);
          const bytes = idxFile(type, dims, new Uint8Array(count * size));
          const header = 4 + 4 * dims.length;
          expect(parseIdx(bytes, "file").dims).toEqual(dims);
          for (let length = 0; length < header; length++) expect(idxLength(bytes.subarray(0, length))).toBeUndefined();
          expect(idxLength(bytes.subarray(0, header))).toBe(bytes.length);
          expect(idxLength(bytes)).toBe(bytes.length);
        },
      ),
    );
  });

  it("tells nothing of what is no IDX file", () => {
    const header = (...bytes: number[]) => Uint8Array.from({ length: 20 }, (_, i) => bytes[i] ?? 1);
    for (const bytes of [
      header(1, 0, 8, 1),
      header(0, 1, 8, 1),
      header(0, 0, 7, 1),
      header(0, 0, 8, 0),
      header(0, 0, 8, 5),
    ])
      expect(idxLength(bytes)).toBeUndefined();
    expect(idxLength(idxFile(8, [2 ** 31, 2], []))).toBeUndefined();
  });
});
