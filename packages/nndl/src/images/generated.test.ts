import { describe, expect, it } from "vitest";
import { sha256Hex } from "../formats/index.ts";
import { refused } from "../testing/refused.ts";
import { generatedImages } from "./generated.ts";

describe("generated images", () => {
  it("are bytes of ImageNet's shape, with every class in turn", () => {
    const images = generatedImages(1, 5, 3);
    expect(images.shape).toEqual([3, 227, 227]);
    expect(images.features).toBeInstanceOf(Uint8Array);
    expect(images.targets).toEqual({ kind: "classes", labels: Uint16Array.of(0, 1, 2, 0, 1), classes: 3 });
  });

  it("are the same everywhere", () => {
    const { features } = generatedImages(7, 12, 4, [3, 20, 30]);
    expect(sha256Hex([features as Uint8Array])).toBe(
      "b946aa0df9545d58b0fa547e06ebf33e46213050e86084f8823dc36c40dad26d",
    );
  });

  it("of a longer set begin with those of a shorter one; of another seed they are others", () => {
    const short = generatedImages(3, 6, 4, [3, 9, 11]);
    const long = generatedImages(3, 11, 4, [3, 9, 11]);
    expect(long.take(6).features).toEqual(short.features);
    expect(generatedImages(4, 6, 4, [3, 9, 11]).features).not.toEqual(short.features);
  });

  it("of one class differ, and are more like one another than like those of other classes", () => {
    const { count, size, targets, ...data } = generatedImages(2, 60, 6, [3, 16, 16]);
    const features = data.features as Uint8Array;
    const labels = targets.kind === "classes" ? targets.labels : [];
    // The mean colour of each channel: what even the simplest program could learn from.
    const colour = (i: number) =>
      [0, 1, 2].map((c) => {
        const channel = features.subarray(i * size + c * 256, i * size + (c + 1) * 256);
        return channel.reduce((sum, value) => sum + value, 0) / 256;
      });
    const colours = Array.from({ length: count }, (_, i) => colour(i));
    const distance = (a: number, b: number) => Math.hypot(...colours[a]!.map((value, c) => value - colours[b]![c]!));
    const mean = (pairs: readonly number[]) => pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
    const [within, between]: [number[], number[]] = [[], []];
    for (let a = 0; a < count; a++)
      for (let b = a + 1; b < count; b++) (labels[a] === labels[b] ? within : between).push(distance(a, b));
    expect(Math.min(...within)).toBeGreaterThan(0);
    expect(mean(within)).toBeLessThan(0.7 * mean(between));
  });

  it.each([
    [1, 0, 10, [3, 5, 5]],
    [1, 2.5, 10, [3, 5, 5]],
    [1, 2, 0, [3, 5, 5]],
    [1, 2, 70_000, [3, 5, 5]],
    [1, 2, 10, [5, 5]],
    [1, 2, 10, [3, 0, 5]],
    [1, 2 ** 30, 10, [3, 227, 227]],
  ])("refuses seed %d, %d images, %d classes, shape %j", (seed, count, classes, shape) => {
    expect(refused(() => generatedImages(seed, count, classes, shape)).code).toBe("images.generated");
  });

  it("refuses a seed that is none", () => {
    expect(refused(() => generatedImages(-1, 1, 1, [1, 1, 1])).code).toBe("seed");
  });
});
