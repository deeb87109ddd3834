import { describe, expect, it } from "vitest";
import { classification, Dataset, regression } from "../data/index.ts";
import { toyData } from "../testing/toy-data.ts";
import { identify } from "./data-identity.ts";

const bytes = (
  change: Partial<{ features: number[]; labels: number[]; classes: number; scale: number; shape: number[] }> = {},
) => {
  const { features = [1, 2, 3, 4, 5, 6], labels = [0, 1, 1], classes = 2, scale = 0.5, shape = [2] } = change;
  return new Dataset({
    shape,
    features: Uint8Array.from(features),
    scale,
    targets: { kind: "classes", labels, classes },
  });
};

describe("the identity of a data set", () => {
  it("is that of equal data, wherever it lies in memory", () => {
    const toy = toyData(50);
    expect(identify(toyData(50))).toEqual(identify(toy));
    expect(identify(toy)).toBe(identify(toy));
    expect(identify(toyData(60).slice(10, 20))).toEqual(
      identify(toyData(60).pick([10, 11, 12, 13, 14, 15, 16, 17, 18, 19])),
    );
    expect(identify(bytes())).toMatchObject({ count: 3, shape: [2] });
  });

  it.each<[string, Parameters<typeof bytes>[0]]>([
    ["one feature", { features: [1, 2, 3, 4, 5, 7] }],
    ["two features, exchanged", { features: [2, 1, 3, 4, 5, 6] }],
    ["one label", { labels: [0, 1, 0] }],
    ["the number of classes", { classes: 3 }],
    ["the scale", { scale: 0.25 }],
    ["the number of examples", { features: [1, 2, 3, 4], labels: [0, 1] }],
    ["the shape", { features: [1, 2, 3, 4, 5, 6], labels: [0, 1, 1], shape: [1, 2, 1] }],
  ])("is another when one changes %s", (_name, change) => {
    expect(identify(bytes(change))).not.toEqual(identify(bytes()));
  });

  it("notices every feature of a large set", () => {
    const features = Float32Array.from({ length: 3000 }, (_, i) => i);
    const set = () =>
      regression(
        features.slice(),
        Float32Array.from({ length: 1000 }, () => 1),
      );
    const identities = new Set<string>();
    for (let i = 0; i < 3000; i += 7) {
      features[i]! += 0.5;
      identities.add(identify(set()).hash);
    }
    expect(identities.size).toBe(Math.ceil(3000 / 7));
  });

  it("is another for other targets", () => {
    const inputs = [
      [1, 2],
      [3, 4],
    ];
    const sets = [regression(inputs, [[0], [1]]), regression(inputs, [[0], [2]]), classification(inputs, [0, 1])];
    expect(new Set(sets.map((set) => identify(set).hash)).size).toBe(3);
  });
});
