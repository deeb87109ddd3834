import { describe, expect, it } from "vitest";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { classification, Dataset, permuted } from "./index.ts";

const draws = stream(2, "pixels");
const images = new Dataset({
  shape: [1, 4, 5],
  features: Uint8Array.from({ length: 60 }, () => draws.integer(256)),
  targets: { kind: "classes", labels: [0, 1, 1], classes: 2 },
});

describe("permuted", () => {
  it("moves the features of all examples alike, and loses none", () => {
    const moved = permuted(images, 7);
    expect([moved.count, moved.scale, [...moved.shape]]).toEqual([3, images.scale, [20]]);
    expect([0, 1, 2].map((i) => moved.label(i))).toEqual([0, 1, 1]);
    for (let i = 0; i < 3; i++) {
      expect([...moved.input(i)].sort()).toEqual([...images.input(i)].sort());
      expect([...moved.input(i)]).not.toEqual([...images.input(i)]);
    }
    const probe = permuted(classification([Array.from({ length: 20 }, (_, k) => k)], [0]), 7);
    for (let k = 0; k < 20; k++) expect(moved.input(1)[k]).toBe(images.input(1)[probe.input(0)[k]!]);
  });

  it("draws the order from its seed alone", () => {
    expect(permuted(images, 7).features).toEqual(permuted(images, 7).features);
    expect(permuted(images, 8).features).not.toEqual(permuted(images, 7).features);
    expect(permuted(images.slice(1), 7).features).toEqual(permuted(images, 7).slice(1).features);
  });

  it("leaves what it is given as it was", () => {
    const before = images.features.slice();
    permuted(images, 1);
    expect(images.features).toEqual(before);
  });

  it("refuses what has no such order", () => {
    expect(refused(() => permuted({} as Dataset, 1)).code).toBe("dataset.instance");
    for (const seed of [-1, 0.5, "1"]) expect(refused(() => permuted(images, seed as number)).code).toBe("seed");
    const { features, targets } = images;
    const sequences = new Dataset({
      shape: [20, 1],
      features: features.map((_, i) => (i % 20 < 3 ? 1 : 0)),
      targets,
      lengths: [3, 4, 20],
    });
    expect(refused(() => permuted(sequences, 1)).code).toBe("dataset.permuted");
  });
});
