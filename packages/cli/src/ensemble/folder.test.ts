import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../testing/small-data.ts";
import { UsageError } from "../usage-error.ts";
import { EnsembleFolder } from "./folder.ts";
import { setupFor } from "./setup.ts";

const setup = { members: 3, seed: 7, options: ["--epochs", "2"] };

describe("the folder of an ensemble", () => {
  test("says what is in it", () => {
    const folder = new EnsembleFolder(join(temporaryDirectory(), "five"));
    expect(folder.isBegun).toBe(false);
    folder.write(setup);
    expect([folder.isBegun, folder.read()]).toEqual([true, setup]);
    expect(folder.members(setup).map(({ path }) => path)).toEqual(
      [7, 8, 9].map((seed) => join(folder.path, `seed-${seed}`)),
    );
  });

  test.each([
    "",
    "{}",
    "null",
    '{"format":"nndl ensemble 1","members":"3","seed":1,"options":[]}',
    '{"format":"nndl ensemble 1","members":3,"seed":1,"options":[4]}',
    '{"format":"nndl ensemble 2","members":3,"seed":1,"options":[]}',
  ])("with %j in it is refused", (text) => {
    const path = join(temporaryDirectory(), "bad");
    mkdirSync(path);
    writeFileSync(join(path, "ensemble.json"), text);
    expect(() => new EnsembleFolder(path).read()).toThrow(UsageError);
  });
});

describe("what is to be trained", () => {
  const begun = () => {
    const folder = new EnsembleFolder(join(temporaryDirectory(), "five"));
    folder.write(setup);
    return folder.path;
  };

  test("is what is asked for, and for the rest what the folder says", () => {
    expect(setupFor([], { resume: begun() }).setup).toEqual(setup);
    expect(setupFor([], { out: begun(), train: 5 }).setup).toEqual({ ...setup, members: 5 });
    expect(setupFor(["net.json"], { out: begun(), train: 3, epochs: "4" }).setup.options).toEqual([
      ...["net.json", "--epochs", "4"],
    ]);
    expect(setupFor([], { train: 2 }).setup).toEqual({ members: 2, seed: 1, options: [] });
  });

  test("cannot have other seeds than it began with, nor be resumed where nothing was begun", () => {
    expect(() => setupFor([], { resume: begun(), seed: 8 })).toThrow(UsageError);
    expect(() => setupFor([], { resume: temporaryDirectory() })).toThrow(UsageError);
  });
});
