import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { experiments, findExperiment, type StoredResult } from "@nndl/book";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../testing/small-data.ts";
import { openAgainst } from "./against.ts";
import type { ReproduceOptions } from "./options.ts";
import { storedOf } from "./stored-results.ts";

const wider = findExperiment("ch1/wider");
const full = storedOf(wider, 3, "full")?.result as StoredResult;

/** A file with a result. */
function file(content: string | object = full): string {
  const path = join(temporaryDirectory(), "theirs.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function open(path: string, names: readonly string[] = [], options: ReproduceOptions = {}) {
  return openAgainst(path, names.map(findExperiment), experiments, options);
}

describe("a result of somebody's says itself", () => {
  test("of which experiment, seed and form it is", () => {
    const { experiment, options, stored } = open(file(), [], { threads: 2 });
    expect(experiment).toBe(wider);
    expect(options).toMatchObject({ seed: 3, quick: false, threads: 2 });
    expect(stored.result).toEqual(full);
    expect(open(file({ ...full, form: "quick" })).options.quick).toBe(true);
    const look = { ...full, form: "look", shortened: { epochs: 2, limit: 700 } };
    expect(open(file(look)).options).toMatchObject({ epochs: 2, limit: 700 });
  });

  test("and may be named, with the same seed and form, or lie in the folder of a run", () => {
    expect(open(file(), ["ch1/wider"], { seed: 3, seeds: 1 }).options.seed).toBe(3);
    expect(open(file(), ["ch1/wider"], { epochs: 30 }).experiment).toBe(wider);
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "result.json"), JSON.stringify(full));
    expect(open(folder).stored.path).toBe(join(folder, "result.json"));
  });
});

describe("is refused", () => {
  test.each([
    ["", "experiment.stored", "no JSON"],
    [JSON.stringify(full).slice(0, 500), "experiment.stored", "half of it"],
    [{ ...full, format: "nndl result 9" }, "experiment.stored", "nndl result 9"],
    [{ ...full, name: "ch9/none" }, "option.against", "an experiment that this version does not have"],
  ])("where it is none, damaged or of something else: %#", (content, code, words) => {
    const path = file(content);
    expect(() => open(path)).toThrow(expect.objectContaining({ code }));
    expect(() => open(path)).toThrow(words);
  });

  test("where there is none", () => {
    const path = temporaryDirectory();
    mkdirSync(join(path, "result.json"));
    for (const missing of [join(path, "nowhere.json"), path])
      expect(() => open(missing)).toThrow(expect.objectContaining({ code: "experiment.stored" }));
  });

  test.each([
    [["ch1/first-network"], {}, "Name ch1/wider"],
    [["ch1/wider", "ch1/first-network"], {}, "Name ch1/wider"],
    [[], { seed: 4 }, "received --seed 4"],
    [[], { seeds: 3 }, "received --seeds 3"],
    [[], { quick: true }, "the form quick"],
    [[], { limit: 5 }, "the form look"],
  ] as const)("where another run is asked for: %j %j", (names, options, words) => {
    const path = file();
    expect(() => open(path, names, options)).toThrow(expect.objectContaining({ code: "option.against" }));
    expect(() => open(path, names, options)).toThrow(words);
  });
});
