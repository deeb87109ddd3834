import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bar } from "./bar.ts";
import { chart } from "./chart.ts";
import { markedBar } from "./marked-bar.ts";
import { drawPicture, enlarge, greys, paper, shrink, signed } from "./picture.ts";
import { sheet, tilesPerRow } from "./sheet.ts";
import { styleFor } from "./style.ts";
import { indent, pad, table } from "./table.ts";
import { clip, harmless, widthOf, wrap } from "./wrap.ts";

const plain = styleFor(false);

test("a bar has a line through it, or beyond it, and never leaves its room", () => {
  expect(markedBar(0.5, 0.75, 8)).toBe("████  │ ");
  expect(markedBar(0.75, 0.25, 8)).toBe("██│███  ");
  expect([markedBar(0, 0, 4), markedBar(1, 1, 4)]).toEqual(["│   ", "███│"]);
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 2 }),
      fc.double({ min: -1, max: 2 }),
      fc.integer({ min: 1, max: 60 }),
      (a, b, width) => {
        const drawn = markedBar(a || 0, b || 0, width);
        expect([widthOf(drawn), drawn.split("│").length]).toEqual([width, 2]);
      },
    ),
  );
});

describe("a picture", () => {
  const checks = { width: 2, height: 3, values: [0, 1, 1, 0, 0.5, 0.5] };

  test("is two rows of pixels in each line, white above dark, and the screen under an odd last row", () => {
    expect(drawPicture(checks, greys, "true")).toEqual([
      "\x1b[38;2;0;0;0;48;2;255;255;255m▀\x1b[38;2;255;255;255;48;2;0;0;0m▀\x1b[0m",
      "\x1b[38;2;128;128;128;49m▀▀\x1b[0m",
    ]);
  });

  test("has the nearest of 256 colours where there are no more", () => {
    expect(drawPicture(checks, greys, "256")[0]).toBe("\x1b[38;5;16;48;5;231m▀\x1b[38;5;231;48;5;16m▀\x1b[0m");
    expect(drawPicture({ width: 1, height: 2, values: [1, -1] }, signed, "256")).toEqual([
      "\x1b[38;5;215;48;5;75m▀\x1b[0m",
    ]);
  });

  test("is characters without colours: the darker, the denser", () => {
    expect(drawPicture({ width: 3, height: 2, values: [0, 0.5, 1, 0, 0.5, 1] }, greys, "none")).toEqual([" +@"]);
    expect(drawPicture({ width: 2, height: 2, values: [-1, 1, -1, 1] }, signed, "none")).toEqual(["=@"]);
  });

  test("is drawn whatever its values are", () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constantFrom(-0, 2, -7)), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        values,
        fc.constantFrom("none", "256", "true"),
        fc.constantFrom(greys, signed, paper),
        (numbers, colors, palette) => {
          const lines = drawPicture({ width: 3, height: 2, values: numbers }, palette, colors as "none");
          expect(lines.map(widthOf)).toEqual([3]);
          expect(lines.join("")).not.toMatch(/NaN|undefined/);
        },
      ),
    );
  });

  test("on paper, the larger the blacker", () => {
    const small = { width: 2, height: 2, values: [0, 1, 0, 1] };
    expect(drawPicture(small, paper, "true")).toEqual([
      "\x1b[38;2;255;255;255;48;2;255;255;255m▀\x1b[38;2;0;0;0;48;2;0;0;0m▀\x1b[0m",
    ]);
    expect(drawPicture(small, paper, "none")).toEqual([" @"]);
  });

  test("grows to squares", () => {
    const large = enlarge({ width: 2, height: 1, values: [1, 2] }, 2);
    expect([large.width, large.height, ...Array.from(large.values)]).toEqual([4, 2, 1, 1, 2, 2, 1, 1, 2, 2]);
  });

  test("shrinks to the means of its squares", () => {
    const small = shrink({ width: 4, height: 2, values: [0, 1, 4, 4, 1, 2, 4, 4] }, 2);
    expect([small.width, small.height, ...Array.from(small.values)]).toEqual([2, 1, 1, 4]);
    expect(shrink({ width: 1, height: 1, values: [3] }, 4)).toEqual({
      width: 1,
      height: 1,
      values: Float32Array.of(3),
    });
  });
});

test("a sheet puts as many tiles in a row as fit", () => {
  const tiles = ["a", "b", "c"].map((name) => ({ lines: [name.repeat(3)], caption: name }));
  expect(tilesPerRow(3, 8)).toBe(2);
  expect(tilesPerRow(100, 8)).toBe(1);
  expect(sheet(tiles, 8)).toEqual(["aaa  bbb", "a    b", "", "ccc", "c", ""]);
  expect(sheet([], 8)).toEqual([]);
});

test("a bar is exactly as wide as it should be, however full", () => {
  expect(bar(0, 3, "·")).toBe("···");
  expect(bar(1, 3, "·")).toBe("███");
  expect(bar(0.5, 3, "·")).toBe("█▌·");
  fc.assert(
    fc.property(
      fc.double({ min: -1, max: 2, noNaN: true }),
      fc.nat(60),
      (x, width) => [...bar(x, width)].length === width,
    ),
  );
});

describe("a chart", () => {
  const format = (value: number) => value.toFixed(0);

  test("rises from its smallest value to its largest", () => {
    expect(chart([0, 1], { height: 2, columns: 12, format })).toEqual(["1 ▕    ████", "0 ▕▁▁▁▁████"]);
  });

  test("is never wider than there is room for, whatever the values", () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 30, max: 120 }), (series, columns) => {
        const lines = chart(series, { height: 4, columns, format });
        expect(lines).toHaveLength(series.length === 0 ? 0 : 4);
        expect(Math.max(0, ...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});

describe("text", () => {
  test("tables line up, colours or not", () => {
    const columns = [{ title: "name" }, { title: "n", align: "right" as const }];
    expect(
      table(
        columns,
        [
          ["a", "10"],
          ["long one", "5"],
        ],
        plain,
      ),
    ).toEqual(["name       n", "a         10", "long one   5"]);
    expect(table([{ title: "" }], [["x"]], plain)).toEqual(["x"]);
  });

  test("breaks texts where it is given less room, but no numbers and no word in the last column", () => {
    const columns = [{ title: "name of it" }, { title: "n", align: "right" as const }, { title: "" }];
    const red = styleFor(true).cyan("abcdefghijklmnop");
    expect(
      table(
        columns,
        [
          [red, "1234", "x yy"],
          ["the rose", "5", "0123456789abcdef"],
        ],
        plain,
        24,
      ),
    ).toEqual([
      "name of      n",
      "it",
      `${styleFor(true).cyan("abcdefgh")}  1234  x yy`,
      styleFor(true).cyan("ijklmnop"),
      "the rose     5  0123456789abcdef",
    ]);
    expect(pad("\x1b[1mab\x1b[22m", 4, "right")).toBe("  \x1b[1mab\x1b[22m");
    expect(indent(["a", ""])).toEqual(["  a", ""]);
  });

  test("wraps at spaces", () => {
    expect(wrap("aa bb cc", 5)).toEqual(["aa bb", "cc"]);
    expect(wrap("aaaaaaaa b", 4)).toEqual(["aaaaaaaa", "b"]);
    expect(wrap("", 4)).toEqual([""]);
    expect(clip("abcdef", 4)).toBe("abc…");
    expect(clip("abcd", 4)).toBe("abcd");
  });

  test("from elsewhere cannot move the cursor, colour the screen or break the line", () => {
    expect(harmless("a\x1b[31mb\n\n c\x07\u009b2J")).toBe("a�[31mb c��2J");
  });
});
