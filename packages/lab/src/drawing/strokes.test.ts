import { describe, expect, it } from "vitest";
import { inputsOf } from "./inputs-of.ts";
import { drawing, goOn, inkOf, onPad, penWidth, type Stroke } from "./strokes.ts";

const field = { width: 28, height: 28 };

describe("a pen's ink", () => {
  it("covers what lies within half its width of the stroke, and nothing else", () => {
    const size = 100;
    const ink = inkOf(
      [
        [
          { x: 0.2, y: 0.5 },
          { x: 0.8, y: 0.5 },
        ],
      ],
      size,
    );
    const area = ink.reduce((sum, value) => sum + value, 0);
    // A bar with two half circles at its ends.
    const width = penWidth * size;
    expect(area).toBeCloseTo(60 * width + Math.PI * (width / 2) ** 2, -1);
    expect(ink[50 * size + 50]).toBe(1);
    expect(ink[50 * size + 10]).toBe(0);
    expect(ink[40 * size + 50]).toBe(0);
  });

  it("makes a dot of a single point, and stays on the pad at its edge", () => {
    const ink = inkOf([[{ x: 1, y: 0 }]]);
    expect(ink.some((value) => value > 0)).toBe(true);
    expect(onPad({ x: 1.4, y: -3 })).toEqual({ x: 1, y: 0 });
  });
});

describe("what the network is shown", () => {
  it("is nothing for an empty pad", () => {
    expect(inputsOf([], field)).toBeUndefined();
    expect(inputsOf([[]], field)).toBeUndefined();
  });

  it("is the same wherever and however large the digit was drawn", () => {
    const one = (x: number, y: number, length: number) => [
      [
        { x, y },
        { x, y: y + length },
      ],
    ];
    const [here, there] = [inputsOf(one(0.5, 0.1, 0.8), field)!, inputsOf(one(0.2, 0.4, 0.8 - 0.25), field)!];
    const rows = (inputs: Float32Array) =>
      Array.from({ length: 28 }, (_, y) => inputs.slice(28 * y, 28 * y + 28).some((v) => v > 0)).filter(Boolean);
    expect(rows(here)).toHaveLength(20);
    expect(rows(there)).toHaveLength(20);
    expect(Math.max(...here)).toBe(255 / 256);
  });
});

describe("a drawing in a link", () => {
  const strokes: readonly Stroke[] = [
    [
      { x: 0, y: 1 },
      { x: 0.123, y: 0.999 },
    ],
    [{ x: 1, y: 0.007 }],
  ];
  it("is the same drawing", () => {
    const field = drawing();
    expect(field.read(field.write(strokes))).toEqual(strokes);
    expect(field.read("")).toEqual([]);
    for (const wrong of ["0", "000", "0000.", ".0000", "zz00", "00 00", "0000..0000", "00000"])
      expect([wrong, field.read(wrong)]).toEqual([wrong, undefined]);
  });
  it("leaves out points that nobody sees", () => {
    const [first, near, far] = [onPad({ x: 0.5, y: 0.5 }), onPad({ x: 0.503, y: 0.5 }), onPad({ x: 0.51, y: 0.5 })];
    expect(goOn([first], [near, far])).toEqual([first, far]);
    expect(goOn([], [first, near])).toEqual([first]);
  });
});
