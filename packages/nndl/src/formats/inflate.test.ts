import { constants, deflateSync, inflateSync, crc32 as nodeCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs as fewer } from "../../../../testing/thorough.ts";
import { crc32 } from "./crc32.ts";
import { inflate } from "./inflate.ts";

/** Bytes as they come in files: noise, runs, and repetitions. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat(255), fc.nat(900)).map(([byte, times]) => new Uint8Array(times).fill(byte)),
      fc
        .tuple(fc.uint8Array({ maxLength: 9 }), fc.nat(300))
        .map(([part, times]) => Uint8Array.from({ length: part.length * times }, (_, i) => part[i % part.length]!)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

function isEqual(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

function isUnpacked(stream: Uint8Array): boolean {
  try {
    inflateSync(stream);
    return true;
  } catch {
    return false;
  }
}

const { Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY } = constants;
const settings = fc.record({
  level: fc.integer({ min: 0, max: 9 }),
  strategy: fc.constantFrom(Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE, Z_DEFAULT_STRATEGY),
  memLevel: fc.integer({ min: 1, max: 9 }),
});

describe("inflate", () => {
  it("unpacks what zlib packed, in every way that it has", () => {
    fc.assert(
      fc.property(content, settings, (bytes, how) => {
        const packed = new Uint8Array(deflateSync(bytes, how));
        expect(isEqual(inflate(packed, bytes.length), bytes)).toBe(true);
        expect(isEqual(inflate(Uint8Array.of(...packed, 1, 2, 3), bytes.length), bytes)).toBe(true);
      }),
      { numRuns: fewer(60) },
    );
  });

  it("knows of each other length, and of every end that comes too early", () => {
    const bytes = Uint8Array.from({ length: 500 }, (_, i) => (i * i) % 251);
    const packed = new Uint8Array(deflateSync(bytes));
    for (const wrong of [0, 1, 499, 501, 5000]) expect(inflate(packed, wrong)).toBeUndefined();
    for (let length = 0; length < packed.length; length++)
      expect(inflate(packed.subarray(0, length), bytes.length)).toBeUndefined();
  });

  it("unpacks nothing that was changed, as zlib: every change of every byte", () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i % 7) * (i % 11));
    const packed = new Uint8Array(deflateSync(bytes));
    const changed = packed.slice();
    let harmless = 0;
    for (let at = 0; at < packed.length; at++)
      for (let change = 1; change < 256; change++) {
        changed[at] = packed[at]! ^ change;
        const read = inflate(changed, bytes.length);
        // Some bits say nothing: the header's how hard it was tried, and what fills the last byte before the sum.
        const is = isUnpacked(changed);
        if (is) harmless++;
        if (isEqual(read, bytes) !== is || (read !== undefined) !== is)
          throw new Error(`byte ${at}, changed by ${change}`);
        changed[at] = packed[at]!;
      }
    expect(harmless).toBeGreaterThan(0);
    expect(harmless).toBeLessThan(256);
  });
});

it("crc32 is zlib's", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === nodeCrc32(bytes)));
});
