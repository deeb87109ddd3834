import { bookRotation } from "nndl/images";
import { describe, expect, it } from "vitest";
import { firstDigits } from "../../../digits/first-digits.ts";
import { byLot, type Changes, changed, many } from "./distorted.ts";

const none: Changes = { turn: 0, right: 0, up: 0, skew: 0, size: 1, bend: 0, seed: 1 };
const ink = (picture: Float32Array) => picture.reduce((sum, value) => sum + value, 0);

describe("a digit", () => {
  it("is itself when nothing is changed", () => {
    for (const { label, picture } of firstDigits) expect(changed(label, none)).toEqual(picture);
  });

  it("is turned by 15° as the book turns its 5, but for its factor and where the middle is", () => {
    const book = bookRotation(firstDigits[5]!.picture);
    const ours = changed(5, { ...none, turn: 15 });
    // As directions in the space of images they are nearly one.
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(dot(ours, book) / Math.sqrt(dot(ours, ours) * dot(book, book))).toBeGreaterThan(0.9);
  });

  it("goes up and to the right, and grows", () => {
    const moved = changed(1, { ...none, up: 3, right: 2 });
    const { picture } = firstDigits[1]!;
    expect(moved[10 * 28 + 14]).toBe(picture[13 * 28 + 12]);
    expect(ink(changed(1, { ...none, size: 1.3 }))).toBeGreaterThan(1.3 * ink(picture));
  });
});

describe("many by lot", () => {
  it("are all the same when nothing may change", () => {
    expect(byLot(3, none)).toEqual(
      Float32Array.from({ length: many * 784 }, (_, i) => firstDigits[3]!.picture[i % 784]!),
    );
  });

  it("differ, and are the same again for the same seed", () => {
    const most: Changes = { turn: 15, right: 1, up: 1, skew: 0.1, size: 1.1, bend: 20, seed: 2 };
    const pictures = byLot(3, most);
    expect(pictures.slice(0, 784)).not.toEqual(pictures.slice(784, 1568));
    expect(byLot(3, most)).toEqual(pictures);
  });
});
