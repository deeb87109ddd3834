import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../testing/thorough.ts";
import { fromUtf8, isWellFormed, toUtf8 } from "./utf8.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What the platform makes of bytes: a text, or undefined. */
function platforms(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes that are nearly UTF-8: the beginnings and continuations that matter, in any order. */
const edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef];
const byte = fc.oneof(fc.constantFrom(...edges, 0xf0, 0xf1, 0xf4, 0xf5, 0xff, 0xbb), fc.integer({ max: 255, min: 0 }));

describe("toUtf8", () => {
  it("writes any text as TextEncoder does, halves of surrogate pairs included", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (text) => {
          expect(toUtf8(text)).toEqual(new TextEncoder().encode(text));
        },
      ),
    );
    for (const text of [
      "",
      "weights",
      "η = ½ · λ/n",
      "字",
      "🧠",
      "\ud83e\udde0",
      "\ud83e",
      "\udde0\ud83e",
      "\u0000\u007f\u0080\u07ff\u0800\uffff",
    ])
      expect(toUtf8(text)).toEqual(new TextEncoder().encode(text));
  });
});

describe("fromUtf8", () => {
  it("reads what it wrote", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fromUtf8(toUtf8(text))).toBe(text);
      }),
    );
  });

  it("takes and refuses what a strict TextDecoder does", () => {
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 8 }), (bytes) => {
        expect(fromUtf8(Uint8Array.from(bytes))).toBe(platforms(Uint8Array.from(bytes)));
      }),
      { numRuns: runs(5000) },
    );
  });

  it("takes every code point that there is, and no other", () => {
    for (let point = 0; point < 0x11_0000; point += point < 0x1_0000 ? 1 : 0x3ff) {
      if (point >= 0xd800 && point < 0xe000) continue;
      const text = String.fromCodePoint(point);
      expect(fromUtf8(new TextEncoder().encode(text)) === text).toBe(true);
    }
    for (const bytes of [
      [0xc1, 0xbf], // longer than needed
      [0xe0, 0x9f, 0xbf],
      [0xf0, 0x8f, 0xbf, 0xbf],
      [0xed, 0xa0, 0x80], // half of a pair
      [0xf4, 0x90, 0x80, 0x80], // beyond the last
      [0xe2, 0x82], // cut off
      [0x80],
      [0xff],
    ])
      expect(fromUtf8(Uint8Array.from(bytes))).toBeUndefined();
  });

  it("reads long texts", () => {
    const text = "aé字🧠".repeat(30_000);
    expect(fromUtf8(toUtf8(text)) === text).toBe(true);
  });
});

describe("isWellFormed", () => {
  it("is true if and only if a text comes back from UTF-8", () => {
    const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0xd800, 0xdbff, 0xdc00, 0xdfff, 0x41));
    const text = fc.string({ unit: unit.map((code) => String.fromCharCode(code)), maxLength: 6 });
    fc.assert(
      fc.property(text, (text) => {
        expect(isWellFormed(text)).toBe(fromUtf8(toUtf8(text)) === text);
      }),
    );
  });
});
