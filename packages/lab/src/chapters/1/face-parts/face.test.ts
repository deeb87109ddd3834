import type { Bit } from "@nndl/book/programs/perceptrons";
import { describe, expect, test } from "vitest";
import { allOf, face, judge, parts } from "./face.ts";

/** All pieces, but none of these parts. */
const without = (...names: string[]) =>
  parts.map(({ name, pieces }) => pieces.map((): Bit => (names.includes(name) ? 0 : 1)));

describe("a face", () => {
  test("is one when all of it is seen, and none when nothing is", () => {
    expect(judge(allOf(1))).toEqual({ parts: [1, 1, 1, 1, 1], face: 1 });
    expect(judge(allOf(0))).toEqual({ parts: [0, 0, 0, 0, 0], face: 0 });
  });
  test.each([
    [["left eye"], 1],
    [["right eye", "hair"], 1],
    [["nose", "mouth"], 1],
    [["left eye", "right eye"], 0],
    [["left eye", "nose"], 0],
    [["nose", "mouth", "hair"], 0],
  ])("without %j: %d", (names, expected) => expect(judge(without(...(names as string[]))).face).toBe(expected));
});

test("an eye is found by its iris, or by brow and lashes", () => {
  const eye = (...pieces: Bit[]) => judge([pieces, ...allOf(0).slice(1)]).parts[0];
  expect([eye(0, 0, 1), eye(1, 1, 0), eye(1, 0, 0), eye(0, 1, 0)]).toEqual([1, 1, 0, 0]);
});

test("every perceptron has as many weights as questions below it", () => {
  for (const { pieces, weights } of parts) expect(weights).toHaveLength(pieces.length);
  expect(face.weights).toHaveLength(parts.length);
});

test("moved weights decide otherwise", () => {
  expect(judge(without("hair"), parts, { ...face, bias: -10.5 }).face).toBe(0);
});
