/** What the package exports is decided here, name by name: no room publishes by sharing something with another room. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Names = Readonly<Record<string, unknown>>;
const source = new URL("../", import.meta.url);
const entryNames = readdirSync(new URL("entries/", source))
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => file.replace(".ts", ""))
  .sort();
const root = (await import("../index.ts")) as Names;
const entries = await Promise.all(
  entryNames.map(async (name) => [name, (await import(`./${name}.ts`)) as Names] as const),
);

describe("the entry points", () => {
  it("export at the root what makes, trains, keeps and uses networks, and nothing else", () => {
    expect(Object.keys(root).sort()).toEqual(
      [
        ...["Checkpoints", "Dataset", "Network", "NndlError", "TrainingRun"],
        ...[
          "add",
          "autoencoder",
          "averageDarkness",
          "averagePool2d",
          "batchNorm",
          "classification",
          "conv2d",
          "convPool2d",
        ],
        ...[
          "dense",
          "distorted",
          "dropout",
          "expandByShifts",
          "flatten",
          "folds",
          "formatLayers",
          "globalAveragePool2d",
          "embedding",
          "gru",
          "lstm",
          "permuted",
          "recurrent",
        ],
        ...["hasSimd", "idxDataset", "idxDirectory", "l2Pool2d", "localResponseNorm", "maxPool2d", "mnist", "network"],
        ...[
          "parameterName",
          "parseLayers",
          "referenceEngine",
          "regression",
          "split",
          "splitByClass",
          "train",
          "wasmEngine",
          "withNewHead",
        ],
        "zeroPad2d",
      ].sort(),
    );
  });

  it("are what package.json says, one file each", () => {
    const { exports } = JSON.parse(readFileSync(new URL("../package.json", source), "utf8")) as {
      exports: Record<string, unknown>;
    };
    const built = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });
    expect(exports).toEqual({
      ".": built("index"),
      ...Object.fromEntries(entryNames.map((name) => [`./${name}`, built(`entries/${name}`)])),
      "./package.json": "./package.json",
    });
  });

  it("give every name one home; only the error is at the root and beside the checks that throw it", () => {
    const homes = new Map<string, string[]>();
    for (const [entry, names] of [["the root", root] as const, ...entries])
      for (const name of Object.keys(names)) homes.set(name, [...(homes.get(name) ?? []), entry]);
    const shared = [...homes].filter(([, places]) => places.length > 1);
    expect(shared).toEqual([["NndlError", ["the root", "check"]]]);
  });

  it("are all in the pages that are written from the library", async () => {
    const { entries: listed } = (await import("../../../../scripts/library.mjs" as string)) as { entries: Names };
    expect(Object.keys(listed)).toEqual(["nndl", ...entryNames.map((name) => `nndl/${name}`)]);
  });
});
