import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stream } from "../../random/index.ts";
import { refused } from "../../testing/refused.ts";
import { Dataset } from "../dataset.ts";
import { mnist } from "../mnist.ts";
import { bookRotation } from "./book-rotation.ts";
import { expandByShifts } from "./shifts.ts";

const small = () =>
  new Dataset({
    name: "small",
    shape: [1, 2, 3],
    features: Uint8Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16),
    scale: 1 / 8,
    targets: { kind: "classes", labels: [1, 0], classes: 2 },
  });

describe("expansion by shifts", () => {
  it("adds each image one pixel down, up, right and left, with zeros where nothing comes in", () => {
    const data = expandByShifts(small(), { shuffle: false });
    expect(data).toMatchObject({ count: 10, shape: [1, 2, 3], scale: 1 / 8, name: "small, with shifts" });
    expect([...data.features]).toEqual([
      ...[1, 2, 3, 4, 5, 6],
      ...[0, 0, 0, 1, 2, 3],
      ...[4, 5, 6, 0, 0, 0],
      ...[0, 1, 2, 0, 4, 5],
      ...[2, 3, 0, 5, 6, 0],
      ...[11, 12, 13, 14, 15, 16],
      ...[0, 0, 0, 11, 12, 13],
      ...[14, 15, 16, 0, 0, 0],
      ...[0, 11, 12, 0, 14, 15],
      ...[12, 13, 0, 15, 16, 0],
    ]);
    expect(Array.from({ length: 10 }, (_, i) => data.label(i))).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
  });

  it("shuffles once, by the seed, images and labels together", () => {
    const [data, unshuffled] = [expandByShifts(small(), { seed: 4 }), expandByShifts(small(), { shuffle: false })];
    const order = stream(4, "expansion").permutation(10);
    expect(data.features).toEqual(unshuffled.pick(order).features);
    expect(data.targets).toEqual(unshuffled.pick(order).targets);
    expect(expandByShifts(small()).features).toEqual(expandByShifts(small(), { seed: 0 }).features);
    expect(expandByShifts(small()).features).not.toEqual(data.features);
  });

  it("takes channels apart, flat squares, and targets that are values", () => {
    const features = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const values = Float32Array.of(0.5, 0.25);
    const targets = { kind: "values", values, size: 2 } as const;
    const colour = expandByShifts(new Dataset({ shape: [2, 2, 2], features, targets }), { shuffle: false });
    expect([...colour.features.subarray(8, 16)]).toEqual([0, 0, 1, 2, 0, 0, 5, 6]);
    expect([...colour.target(4)]).toEqual([0.5, 0.25]);
    const flat = new Dataset({ shape: [4], features: features.slice(0, 4), targets });
    expect([...expandByShifts(flat, { shuffle: false }).features.subarray(4, 8)]).toEqual([0, 0, 1, 2]);
  });

  it("of a lone pixel is a pixel and four times nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), (byte) => {
        const features = Uint8Array.of(byte);
        const data = new Dataset({ shape: [1, 1, 1], features, targets: { kind: "classes", labels: [0], classes: 2 } });
        expect([...expandByShifts(data, { shuffle: false }).features]).toEqual([byte, 0, 0, 0, 0]);
      }),
    );
  });

  it("makes 250,000 of MNIST's 50,000 training images", async () => {
    const { training } = await mnist();
    const data = expandByShifts(training, { seed: 1 });
    expect(data.count).toBe(250_000);
    expect(data.features).toBeInstanceOf(Uint8Array);
    expect(data.features.length).toBe(196_000_000);
    const order = stream(1, "expansion").permutation(250_000);
    for (const place of [0, 1, 77_777, 249_999]) {
      const [image, shift] = [Math.floor(order[place]! / 5), order[place]! % 5];
      const own = expandByShifts(training.slice(image, image + 1), { shuffle: false });
      expect(data.input(place)).toEqual(own.input(shift));
      expect(data.label(place)).toBe(training.label(image));
    }
  });

  it("is refused for what is no image, and options that nobody reads", () => {
    const targets = { kind: "classes", labels: [0], classes: 2 } as const;
    const line = new Dataset({ shape: [5], features: new Uint8Array(5), targets });
    const error = refused(() => expandByShifts(line));
    expect(error.code).toBe("expansion.images");
    expect(error.message).toContain("[channels, height, width]");
    const floats = new Dataset({ shape: [1, 2, 2], features: new Float32Array(4), targets });
    expect(refused(() => expandByShifts(floats)).code).toBe("expansion.images");
    expect(refused(() => expandByShifts(small(), { shufle: true } as object)).code).toBe("expansion.options");
    expect(refused(() => expandByShifts(small(), { shuffle: "no" } as object)).code).toBe("expansion.options");
    expect(refused(() => expandByShifts(small(), { seed: 1.5 })).code).toBe("seed");
  });
});

describe("the book's rotation", () => {
  it("refuses an image of another size, and an angle that is none", () => {
    expect(refused(() => bookRotation(new Float32Array(783))).code).toBe("expansion.rotation");
    expect(refused(() => bookRotation(undefined as unknown as Float32Array)).code).toBe("expansion.rotation");
    expect(refused(() => bookRotation(new Float32Array(784), Number.NaN)).code).toBe("expansion.rotation");
  });
});
