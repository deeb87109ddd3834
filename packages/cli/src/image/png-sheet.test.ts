import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { pngSheet } from "./png-sheet.ts";

const tile = (value: number) => ({ width: 3, height: 5, pixels: new Uint8Array(15).fill(value) });

/** The sheet as text: # for black, a space for white, . for anything between. */
function drawn({ width, height, pixels }: ReturnType<typeof pngSheet>): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from(pixels.subarray(y * width, (y + 1) * width), (value) => (value === 0 ? "#" : value === 255 ? " " : "."))
      .join("")
      .trimEnd(),
  );
}

describe("a sheet", () => {
  test("has its tiles in rows, and labels beside them", () => {
    const tiles = [{ ...tile(100), topLabel: "7" }, tile(100), { ...tile(100), bottomLabel: "1" }];
    expect(drawn(pngSheet(tiles, { columns: 2, scale: 1, gap: 1 }))).toEqual([
      "",
      " ... ###  ...",
      " ...   #  ...",
      " ...  #   ...",
      " ...  #   ...",
      " ...  #   ...",
      "",
      " ...  #",
      " ... ##",
      " ...  #",
      " ...  #",
      " ... ###",
      "",
    ]);
  });

  test("is larger by its scale", () => {
    const { width, height, pixels } = pngSheet([tile(9), tile(8)], { columns: 1, scale: 3, gap: 2 });
    expect([width, height]).toEqual([3 * 3 + 4, 2 * 5 * 3 + 6]);
    expect(pixels.filter((value) => value === 9).length).toBe(15 * 9);
    expect(pixels.filter((value) => value === 8).length).toBe(15 * 9);
  });

  test("writes white on a dark background", () => {
    const { pixels } = pngSheet([{ ...tile(100), topLabel: "1" }], { background: 0 });
    expect(pixels.includes(255)).toBe(true);
  });

  test("is about twice as wide as high when nobody says", () => {
    const { width, height } = pngSheet(Array.from({ length: 33 }, () => ({ ...tile(1), topLabel: "3" })));
    expect(width / height).toBeGreaterThan(1.4);
    expect(width / height).toBeLessThan(2.8);
  });

  test.each([
    ["no tiles", []],
    ["tiles of two sizes", [tile(1), { width: 1, height: 1, pixels: Uint8Array.of(1) }]],
    ["too few pixels", [{ width: 3, height: 5, pixels: new Uint8Array(14) }]],
    ["a label it cannot write", [{ ...tile(1), topLabel: "ü" }]],
  ])("refuses %s", (_, tiles) => expect(() => pngSheet(tiles)).toThrow(NndlError));
});
