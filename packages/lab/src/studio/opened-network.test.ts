import { dense, network, type Preparation } from "nndl";
import { mnistPreparation } from "nndl/sources";
import { describe, expect, it } from "vitest";
import { openedNetwork } from "./opened-network.ts";

const leaves: Preparation = {
  inputs: { kind: "images", channels: 3, height: 4, width: 5, polarity: "light", fit: "contain", scale: 1 / 256 },
  targets: { kind: "classes", names: ["ash", "oak"] },
};

function saved(inputs: number, outputs: number, preparation: Preparation, source?: string): Uint8Array {
  const made = network({ input: [inputs], layers: [dense(outputs)] });
  made.preparation = preparation;
  if (source !== undefined) made.notes = { training: { data: { source } } };
  return made.toBytes();
}

describe("a network of the command line's", () => {
  it.each([
    ["in a folder", "/home/ann/leaves/", "leaves"],
    ["in a folder of Windows", "C:\\Users\\ann\\leaves.csv", "leaves.csv"],
    ["that nobody names", undefined, "mine.safetensors"],
  ])("has learned from somebody's own files %s, as its description of inputs shows", (_, source, name) => {
    const { recipe, origin, saysData } = openedNetwork(saved(60, 2, leaves, source), "mine.safetensors", undefined);
    expect([recipe.data, saysData]).toEqual([{ kind: "files", name }, true]);
    expect(origin.learned).toEqual({ input: [3, 4, 5], outputs: 2, classes: true });
  });

  it("has learned the digits where its inputs are made as theirs", () => {
    const { recipe, saysData } = openedNetwork(saved(784, 10, mnistPreparation), "mine.safetensors", undefined);
    expect([recipe.data.kind, saysData]).toEqual(["mnist", false]);
  });
});
