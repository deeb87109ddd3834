import { Dataset } from "nndl";
import { expect, test } from "vitest";
import { coarse } from "./coarse-images.ts";

const images = new Dataset({
  name: "steps",
  shape: [16],
  features: Uint8Array.from([
    ...[0, 0, 255, 255, 0, 0, 255, 255, 51, 0, 0, 0, 0, 0, 0, 102],
    ...Array.from({ length: 16 }, (_, i) => i),
  ]),
  targets: { kind: "classes", labels: [3, 1], classes: 5 },
});

test("each square of pixels is their mean", () => {
  const small = coarse(images, 2);
  expect([small.shape, small.count, small.targetSize, small.label(0), small.label(1)]).toEqual([[4], 2, 5, 3, 1]);
  const expected = [0, 255, 12.75, 25.5, 2.5, 4.5, 10.5, 12.5].map((byte) => byte / 256);
  for (const [i, value] of [...small.input(0), ...small.input(1)].entries()) expect(value).toBeCloseTo(expected[i], 6);
  expect([...coarse(images, 4).input(1)][0]).toBeCloseTo(7.5 / 256, 6);
  expect([...coarse(images, 1).input(1)]).toEqual([...images.input(1)]);
});

test("squares that do not fit are refused", () => {
  expect(() => coarse(images, 3)).toThrow("no squares of 3 × 3");
  expect(() => coarse(coarse(images, 4), 2)).toThrow(TypeError);
});
