import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplyHigh, philox4x32 } from "./philox.ts";

const hex = (words: Iterable<number>) => Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

function draw(counter: readonly number[], key: readonly number[]): string {
  const out = new Uint32Array(4);
  const [c0, c1, c2, c3] = counter as [number, number, number, number];
  const [k0, k1] = key as [number, number];
  philox4x32(out, c0, c1, c2, c3, k0, k1);
  return hex(out);
}

describe("philox4x32", () => {
  const ones = 0xffffffff;
  const known: readonly [string, number[], number[], string][] = [
    ["zeros", [0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    ["ones", [ones, ones, ones, ones], [ones, ones], "408f276d 41c83b0e a20bc7c6 6d5451fd"],
    [
      "digits of pi",
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ];
  it.each(known)("gives the published words for %s", (_name, counter, key, words) => {
    expect(draw(counter, key)).toBe(words);
  });

  it("changes about half of the bits when one bit of the counter or the key changes", () => {
    const bits = (text: string) => BigInt(`0x${text.replaceAll(" ", "")}`);
    const base = bits(draw([1, 2, 3, 4], [5, 6]));
    for (const [counter, key] of [
      [
        [0, 2, 3, 4],
        [5, 6],
      ],
      [
        [1, 2, 3, 0x80000004],
        [5, 6],
      ],
      [
        [1, 2, 3, 4],
        [5, 7],
      ],
    ] as const) {
      const changed = [...(base ^ bits(draw(counter, key))).toString(2)].filter((bit) => bit === "1").length;
      expect(changed).toBeGreaterThan(35);
      expect(changed).toBeLessThan(93);
    }
  });
});

describe("multiplyHigh", () => {
  it("is the upper half of the exact product", () => {
    const word = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff));
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(multiplyHigh(a, b)).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
      }),
    );
  });
});
