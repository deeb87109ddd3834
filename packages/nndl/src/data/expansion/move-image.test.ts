import { describe, expect, it } from "vitest";
import { Dataset } from "../dataset.ts";
import { distorted } from "./distorted.ts";
import { moveImage } from "./move-image.ts";

const size = { height: 28, width: 28 };
const bar = Uint8Array.from({ length: 784 }, (_, i) => (i % 28 >= 12 && i % 28 < 16 && i >= 140 && i < 644 ? 250 : 0));
const sum = (image: Uint8Array) => image.reduce((total, pixel) => total + pixel, 0);

describe("an image that is moved", () => {
  it("is itself when nothing happens to it, and is left alone", () => {
    const before = Uint8Array.from(bar);
    expect(moveImage(bar, size)).toEqual(bar);
    expect(moveImage(bar, size, { degrees: 90, down: 3 })).not.toEqual(bar);
    expect(bar).toEqual(before);
  });

  it("is shifted by whole pixels", () => {
    const moved = moveImage(bar, size, { down: 2, right: -1 });
    for (let row = 0; row < 26; row++)
      for (let column = 1; column < 28; column++)
        expect(moved[(row + 2) * 28 + column - 1]).toBe(bar[row * 28 + column]);
  });

  it("lies after a quarter turn, and is itself after four", () => {
    const lying = moveImage(bar, size, { degrees: 90 });
    expect(lying[14 * 28 + 6]).toBe(250);
    expect(lying[6 * 28 + 14]).toBe(0);
    expect(moveImage(bar, size, { degrees: 360 })).toEqual(bar);
  });

  it("leans and grows", () => {
    const leaning = moveImage(bar, size, { skew: 0.5 });
    // Above the middle to the right.
    expect(leaning[6 * 28 + 18]).toBeGreaterThan(0);
    expect(leaning[6 * 28 + 13]).toBe(0);
    expect(sum(moveImage(bar, size, { scaleX: 2 }))).toBeGreaterThan(1.7 * sum(bar));
  });

  it("is bent in one of many ways, the same for the same seed", () => {
    const bent = (seed: number) => moveImage(bar, size, {}, { alpha: 34, sigma: 4, seed });
    expect(bent(1)).toEqual(bent(1));
    expect(bent(1)).not.toEqual(bent(2));
    expect(bent(1)).not.toEqual(bar);
    expect(moveImage(bar, size, {}, { alpha: 0, sigma: 4 })).toEqual(bar);
  });

  it("is what the same motion by lot makes of it", () => {
    // One pixel to either side or none: one of nine.
    const data = new Dataset({
      name: "bar",
      shape: [1, 28, 28],
      features: bar,
      targets: { kind: "classes", labels: Uint8Array.of(0), classes: 1 },
    });
    const byLot = distorted(data, { shift: 1 }, { seed: 5 }).features;
    const all = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => moveImage(bar, size, { down, right })));
    expect(all).toContainEqual(byLot);
  });
});

it.each([
  [() => moveImage(bar, { height: 28, width: 27 }), "784 pixels for 28 × 27"],
  [() => moveImage([] as unknown as Uint8Array, size), "0 pixels"],
  [() => moveImage(bar, size, { degrees: Number.NaN }), "degrees"],
  [() => moveImage(bar, size, { scaleX: 0 }), "scaleX"],
  [() => moveImage(bar, size, { turn: 3 } as never), "turn"],
  [() => moveImage(bar, size, {}, { alpha: 3, sigma: 0 }), "sigma"],
  [() => moveImage(bar, size, {}, { alpha: 3, sigma: 3, seed: -1 }), "seed"],
])("refuses %s", (move, words) => {
  expect(move).toThrow(words);
});
