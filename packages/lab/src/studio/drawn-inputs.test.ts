import type { ImageInputs } from "nndl";
import { describe, expect, it } from "vitest";
import { drawnInputs, paperIn } from "./drawn-inputs.ts";

const bar = [
  [
    { x: 0.5, y: 0.2 },
    { x: 0.5, y: 0.8 },
  ],
];
const inputs: ImageInputs = {
  ...{ kind: "images", channels: 1, height: 12, width: 12, polarity: "ink", fit: "contain", scale: 1 / 256 },
};
const middle = 6 * 12 + 6;

describe("a drawing", () => {
  it("has large numbers where its ink is, on paper of small ones", () => {
    for (const polarity of ["ink", "light"] as const) {
      const drawn = drawnInputs(bar, { ...inputs, polarity }, "small")!;
      expect(drawn).toHaveLength(144);
      expect([drawn[0], drawn[middle]! > 0.4]).toEqual([0, true]);
    }
  });
  it("has small numbers where its ink is, where pictures were left dark on light", () => {
    const drawn = drawnInputs(bar, { ...inputs, polarity: "light" }, "large")!;
    expect([drawn[0], drawn[middle]! < 0.6]).toEqual([255 / 256, true]);
  });
  it("is grey in every channel, and nothing where nothing is drawn", () => {
    const drawn = drawnInputs(bar, { ...inputs, channels: 3 }, "small")!;
    expect(drawn.subarray(0, 144)).toEqual(drawn.subarray(288));
    expect(drawnInputs([], inputs)).toBeUndefined();
  });
  it("is on paper as the pictures' borders are", () => {
    const set = (edge: number) => ({
      shape: [1, 4, 4],
      features: Uint8Array.from({ length: 32 }, (_, i) => ([5, 6, 9, 10].includes(i % 16) ? 255 - edge : edge)),
      scale: 1 / 256,
      targets: { kind: "classes", labels: Uint8Array.of(0, 1), classes: 2 } as const,
    });
    expect([paperIn(set(0)), paperIn(set(255))]).toEqual(["small", "large"]);
  });
});
