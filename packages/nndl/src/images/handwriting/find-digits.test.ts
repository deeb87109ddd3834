import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refused } from "../../testing/refused.ts";
import { findDigits } from "./find-digits.ts";
import type { GreyImage } from "./grey-image.ts";
import { readPicture } from "./read-picture.ts";
import { seeDigit } from "./see.ts";

const field = { width: 28, height: 28 };

/** How dark a place is: 0 to 1. */
type Drawing = (x: number, y: number) => number;

function picture(width: number, height: number, ...drawings: readonly Drawing[]): GreyImage {
  const values = Float32Array.from({ length: width * height }, (_, i) =>
    drawings.reduce((light, dark) => light * (1 - dark(i % width, Math.floor(i / width))), 0.95),
  );
  return { width, height, values };
}

const bar =
  (left: number, top: number, width: number, height: number, dark = 0.9): Drawing =>
  (x, y) =>
    x >= left && x < left + width && y >= top && y < top + height ? dark : 0;
const ring =
  (cx: number, cy: number, a: number, b: number, thick: number): Drawing =>
  (x, y) => {
    const distance = (Math.hypot((x - cx) / a, (y - cy) / b) - 1) * Math.min(a, b);
    return 0.9 * Math.max(0, Math.min(1, thick / 2 + 0.5 - Math.abs(distance)));
  };
const box = (left: number, top: number, width: number, height: number, thick: number): Drawing => {
  const sides = [
    bar(left, top, width, thick),
    bar(left, top + height - thick, width, thick),
    bar(left, top, thick, height),
    bar(left + width - thick, top, thick, height),
  ];
  return (x, y) => Math.max(...sides.map((side) => side(x, y)));
};
const find = (image: GreyImage) => findDigits(image, field, "x.png");

/** How much of the ink is elsewhere, but for a shift by a pixel: a centre of mass may lie at the edge of two. */
function unlike(one: Float32Array, other: Float32Array): number {
  const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
  const shifts = [0, -1, 1].flatMap((down) => [0, -1, 1].map((right) => 28 * down + right));
  return Math.min(
    ...shifts.map((by) => sum(one.map((value, i) => Math.abs(value - (other[i + by] ?? 0)))) / sum(other)),
  );
}

describe("a digit is found", () => {
  const zero = ring(150, 110, 35, 50, 10);
  const plain = find(picture(300, 240, zero)).digits[0]!.seen;

  test("on plain paper, and seen to the bit as it always was", () => {
    const image = picture(300, 240, zero);
    expect(plain).toEqual(seeDigit(image, field, "x.png"));
    expect(find(image).remarks).toEqual([]);
  });

  const boxes: Drawing = (x, y) =>
    Math.max(
      bar(0, 36, 300, 3)(x, y),
      bar(0, 182, 300, 3)(x, y),
      bar(88, 36, 3, 146)(x, y),
      bar(210, 36, 3, 146)(x, y),
    );
  const circle = ring(150, 112, 75, 82, 4);
  const openRing: Drawing = (x, y) => (x > 190 && y < 90 ? 0 : circle(x, y));
  const stain: Drawing = (x, y) => 0.25 * ring(245, 150, 35, 40, 5)(x, y);
  const ruled: Drawing = (x, y) => Math.max(y % 48 < 2 ? 0.8 : 0, x % 60 < 2 ? 0.8 : 0);
  test.each<[string, Drawing, RegExp]>([
    ["in a frame", box(90, 40, 120, 140, 5), /frame/],
    ["over one ruled line", bar(0, 128, 300, 3), /line/],
    ["on squared paper", ruled, /lines/],
    ["beside a table's edge", bar(0, 0, 22, 240, 0.8), /^$|edge/],
    ["with a full stop", (x, y) => (Math.hypot(x - 205, y - 156) < 5 ? 0.9 : 0), /dot/],
    ["among specks", (x, y) => (x % 71 === 5 && y % 53 === 9 ? 0.9 : 0), /^$/],
    ["in a hard shadow", (x, y) => (x + y > 260 ? 0.6 : 0), /^$|edge/],
    ["in dark corners", (x, y) => 0.6 * Math.min(1, Math.hypot(x / 150 - 1, y / 120 - 1) / Math.SQRT2) ** 3, /^$/],
    ["with an underline", bar(100, 180, 100, 5), /line/],
    ["in a box of a form", boxes, /lines/],
    ["in a ring that is not closed", openRing, /frame/],
    ["beside a stain that is fainter", stain, /^$/],
    ["on a sheet on a black table", (x, y) => (x > 60 && x < 240 && y > 20 && y < 210 ? 0 : 0.93), /^$|edge/],
  ])("%s", (_, disturbance, remark) => {
    const { digits, remarks } = find(picture(300, 240, zero, disturbance));
    expect(digits).toHaveLength(1);
    expect(unlike(digits[0]!.seen.inputs, plain.inputs)).toBeLessThan(0.45);
    const { x, y, width, height } = digits[0]!.box;
    expect([x, y, x + width, y + height].map((place, i) => Math.abs(place - [109, 54, 191, 166][i]!) < 8)).toEqual(
      Array(4).fill(true),
    );
    const leftOut = remarks.filter(({ about }) => about === "left-out").map(({ text }) => text);
    expect(leftOut.join()).toMatch(remark);
  });

  test("wherever frames, lines and light are", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, fc.integer({ min: 2, max: 4 }), (line, slope, shade, thick) => {
        const rule: Drawing = (x, y) => (Math.abs(y - 30 - 180 * line - 0.1 * (slope - 0.5) * x) < thick / 2 ? 0.7 : 0);
        const light: Drawing = (x) => 0.5 * shade * (x / 300);
        const { digits } = find(picture(300, 240, zero, rule, light));
        expect(digits).toHaveLength(1);
        expect(unlike(digits[0]!.seen.inputs, plain.inputs)).toBeLessThan(0.5);
      }),
      { numRuns: 6 },
    );
  });
});

describe("what is said", () => {
  test("several digits, in reading order, with their places", () => {
    const { digits, remarks } = find(
      picture(400, 300, ring(300, 80, 30, 45, 9), bar(100, 40, 10, 90), bar(200, 180, 10, 90)),
    );
    expect(digits.map(({ box: { x, y } }) => [Math.round(x / 100), Math.round(y / 100)])).toEqual([
      [1, 0],
      [3, 0],
      [2, 2],
    ]);
    expect(remarks).toContainEqual({ about: "several", text: "There is more than a digit here: 3 are seen." });
  });

  test("a dot between digits may be a decimal point", () => {
    const dot: Drawing = (x, y) => (Math.hypot(x - 150, y - 130) < 5 ? 0.9 : 0);
    const { digits, remarks } = find(picture(300, 200, bar(100, 40, 10, 95), ring(210, 85, 32, 48, 9), dot));
    expect(digits).toHaveLength(2);
    expect(remarks.map(({ text }) => text).join()).toMatch(/decimal point/);
  });

  test("what is fainter than the rest, and what is too broad to be written", () => {
    const stained = find(picture(300, 200, bar(100, 40, 10, 95), (x, y) => 0.4 * ring(210, 85, 32, 48, 9)(x, y)));
    expect(stained.digits).toHaveLength(1);
    expect(stained.remarks.map(({ text }) => text).join()).toMatch(/fainter/);
    const patch = find(picture(300, 200, bar(100, 40, 48, 95), bar(148, 120, 60, 10)));
    expect(patch.remarks.map(({ text }) => text).join()).toMatch(/broad/);
  });

  test("what is cut off by the picture's edge", () => {
    const { remarks } = find(picture(200, 200, ring(180, 100, 45, 60, 10)));
    expect(remarks.map(({ text }) => text).join()).toMatch(/cut off/);
  });

  test.each<[string, GreyImage, RegExp]>([
    ["blank paper", picture(120, 100), /blank/],
    ["black", { width: 100, height: 100, values: new Float32Array(10_000) }, /blank/],
    ["ruled paper", picture(300, 200, (_, y) => (y % 40 < 2 ? 0.7 : 0)), /nothing but lines/],
  ])("%s has nothing to read", (_, image, message) => {
    const error = refused(() => find(image));
    expect(error.code).toBe("image.blank");
    expect(error.message).toMatch(message);
  });
});

describe("a network is asked", () => {
  test("and what touches is cut where it is surest", async () => {
    // A network that knows two things: what is narrow is a one; what is empty in the middle, and closed, is a zero.
    const ask = (inputs: readonly Float32Array[]) =>
      inputs.map((input) => {
        const columns = Array.from({ length: 28 }, (_, x) =>
          Array.from({ length: 28 }, (_, y) => input[28 * y + x]!).some((ink) => ink > 0.3),
        ).filter(Boolean).length;
        const isHollow = [13, 14, 15].every((x) => input[14 * 28 + x]! < 0.1);
        const outputs = new Float32Array(10).fill(0.01);
        if (columns <= 6 && !isHollow) outputs[1] = 0.97;
        if (columns >= 10 && columns <= 15 && isHollow) outputs[0] = 0.97;
        return outputs;
      });
    const touching = picture(300, 200, bar(100, 50, 14, 100), bar(112, 96, 14, 8), ring(160, 100, 32, 50, 12));
    const { digits, remarks } = await readPicture(touching, field, ask, "x.png");
    expect(digits.map(({ prediction }) => prediction)).toEqual([1, 0]);
    expect(digits[0]!.box.x).toBeLessThan(digits[1]!.box.x);
    expect(remarks.map(({ about }) => about)).toContain("several");
  });

  test("and its doubt is passed on", async () => {
    const torn = (inputs: readonly Float32Array[]) => inputs.map(() => [0, 0.4, 0, 0, 0, 0, 0, 0.5, 0, 0]);
    const { remarks } = await readPicture(picture(200, 200, bar(90, 40, 16, 120)), field, torn, "x.png");
    expect(remarks).toContainEqual({
      about: "unsure",
      text: "The network is not sure: it may be 7 or 1.",
      digit: 0,
    });
  });
});
