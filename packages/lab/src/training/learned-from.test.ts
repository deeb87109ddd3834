import { dense, type Preparation } from "nndl";
import { describe, expect, it } from "vitest";
import type { GivenSet } from "./given-files.ts";
import type { Recipe } from "./recipe.ts";
import { Workbench } from "./workbench.ts";

const digits = () => Promise.reject(new Error("no digits"));
const classes = { kind: "classes", labels: Uint8Array.of(0, 1, 2, 0), classes: 3 } as const;
const pictures: GivenSet = {
  shape: [1, 2, 2],
  features: Uint8Array.from({ length: 16 }, (_, i) => 16 * i),
  scale: 1 / 256,
  targets: classes,
};
const rows: GivenSet = {
  shape: [4],
  features: Float32Array.from({ length: 16 }, (_, i) => i / 8 - 1),
  scale: 1,
  targets: { kind: "values", values: Float32Array.of(1, 2, 3, 4), size: 1 },
};
const names = { kind: "classes", names: ["bar", "dash", "plus"] } as const;
const ofPictures: Preparation = {
  inputs: { kind: "images", channels: 1, height: 2, width: 2, polarity: "ink", fit: "contain", scale: 1 / 256 },
  targets: names,
};
const column = (name: string) => ({ kind: "number", name, mean: 2, deviation: 3 }) as const;
const ofRows: Preparation = {
  inputs: { kind: "table", columns: ["a", "b", "c", "d"].map(column) },
  targets: { kind: "values", columns: [column("petal")] },
};

describe("a saved network whose data are not here", () => {
  it.each([
    ["of pictures", pictures, ofPictures],
    ["of rows", rows, ofRows],
    ["of values that nobody describes", rows, undefined],
  ])("%s answers as it did beside them, and asks for them where it needs them", async (_, training, preparation) => {
    const isClasses = training.targets.kind === "classes";
    const recipe: Recipe = {
      network: { input: [4], layers: [dense(3), dense(isClasses ? 3 : 1, isClasses ? "sigmoid" : "linear")], seed: 2 },
      data: { kind: "files", name: "mine" },
      // Each class must have some example.
      training: { epochs: 2, miniBatchSize: 2, learningRate: 0.05, ...(isClasses ? { classWeights: [0, 0, 1] } : {}) },
    };
    const beside = await Workbench.open(recipe, { digits, files: { training, preparation } });
    await beside.train();
    const ask = { about: "layers", input: Float32Array.of(0.1, 0.5, 0.9, 0.2) } as const;
    const { layers } = await beside.ask(ask);
    const sha256 = beside.sha256();

    const alone = await Workbench.open(recipe, { digits }, { weights: beside.save("safetensors") });
    expect(alone.sha256()).toBe(sha256);
    expect(alone.preparation).toEqual(preparation);
    expect(alone.hasData).toBe(false);
    expect((await alone.ask(ask)).layers).toEqual(layers);
    await expect(alone.ask({ about: "examples" })).rejects.toMatchObject({ code: "files.missing" });
    await expect(alone.train()).rejects.toMatchObject({ code: "files.missing" });
    // Saved again, it still says what its outputs are.
    expect(alone.save("safetensors")).toEqual(beside.save("safetensors"));
    await Promise.all([beside.close(), alone.close()]);
  });

  it("is asked for the files where there are no weights, either", async () => {
    const recipe = {
      network: { input: [4], layers: [dense(3)] },
      data: { kind: "files", name: "mine" },
      training: { epochs: 1, learningRate: 1 },
    };
    await expect(Workbench.open(recipe, { digits })).rejects.toMatchObject({ code: "files.missing" });
  });
});
