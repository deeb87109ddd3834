import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { flagOf, type TrainFlags, trainOptionNames, trainOptions } from "@nndl/words/train-options";
import { Command } from "commander";
import { network } from "nndl";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryDirectory, writeSmallData } from "../testing/small-data.ts";
import { writeSmallPictures } from "../testing/small-pictures.ts";
import { declareTrainOptions, flagsFrom } from "./flags.ts";
import { prepareNew } from "./prepare.ts";

const place = temporaryDirectory();
afterAll(() => rmSync(place, { recursive: true }));

/** A run of few images, in which every option can change something. */
const base: TrainFlags = {
  data: writeSmallData(join(place, "data"), { height: 6, width: 5, classes: 3 }),
  out: join(place, "base"),
  seed: 1,
  patience: 3,
  validation: 30,
};

/** A network that is there to start from. */
const trained = join(place, "trained.safetensors");
await network({ input: [30], layers: [{ type: "dense", units: 3, activation: "tanh" }], cost: "quadratic" }).save(
  trained,
);

/** What an option's example needs beside it. */
const table = join(place, "table.csv");
writeFileSync(table, `a,b,c\n${Array.from({ length: 60 }, (_, i) => `${i % 7}.5,${i % 3},${i % 2}`).join("\n")}\n`);
const page = join(place, "page.txt");
writeFileSync(page, "to be or not to be ".repeat(600));
const pictures: TrainFlags = { data: writeSmallPictures(join(place, "pictures")), validation: 10 };
const company: Partial<Record<keyof TrainFlags, TrainFlags>> = {
  preset: { data: "mnist", limit: 10 },
  target: { data: table },
  targetKind: { data: table },
  without: { data: table },
  steps: { data: `text:${page}` },
  ...{ size: pictures, channels: pictures, polarity: pictures, fit: pictures },
};

/** All that a run's weights depend on. */
async function outcomeOf(flags: TrainFlags) {
  const { config, data, run } = await prepareNew({ flags, signal: new AbortController().signal, version: "0" });
  const { network: net, training, monitor, data: images } = config;
  const sizes = [data.training.count, data.validation?.count, data.test.count];
  return JSON.stringify({ net, training, monitor, images, sizes, identity: run.snapshot().data });
}

describe("every option of train", () => {
  // --network is read apart from the others, and --resume is not for a new run.
  const names = trainOptionNames.filter((name) => name !== "network" && name !== "resume");

  test.each(names)("%s decides something, or nothing, as the table says", async (name) => {
    const { decides, read, example } = trainOptions[name];
    const without = { ...base, ...company[name] };
    const path = { out: join(place, "elsewhere"), from: trained }[name as string];
    const value = path ?? read(example, flagOf(name));
    const [usual, changed] = [await outcomeOf(without), await outcomeOf({ ...without, [name]: value })];
    if (decides) expect(changed).not.toBe(usual);
    else expect(changed).toBe(usual);
  });

  test.each(trainOptionNames)("%s is used", (name) => {
    const sources = readdirSync(new URL("..", import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
    expect(sources.filter((source) => new RegExp(`\\b${name}\\b`).test(source))).not.toEqual([]);
  });

  test("is one of the command, and is read there as the table reads it", () => {
    for (const name of trainOptionNames) {
      const command = new Command().exitOverride();
      declareTrainOptions(command);
      command.parse([flagOf(name), trainOptions[name].example], { from: "user" });
      expect(flagsFrom(command.opts())).toEqual({
        [name]: trainOptions[name].read(trainOptions[name].example, flagOf(name)),
      });
    }
  });
});

test("a network's file decides, too", async () => {
  const file = join(place, "network.json");
  const { spec } = network({ input: [1, 6, 5], layers: [{ type: "dense", units: 3, activation: "tanh" }] });
  writeFileSync(file, JSON.stringify(spec));
  const { config } = await prepareNew({ file, flags: base, signal: new AbortController().signal, version: "0" });
  expect(config.network.layers).toEqual(spec.layers);
});
