import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkWritable, writeText } from "../files.ts";
import { temporaryDirectory } from "../testing/small-data.ts";
import { UsageError } from "../usage-error.ts";
import { lock } from "./lock.ts";
import { checkFree, newRunFolder, RunFolder } from "./run-folder.ts";

describe("a place to write to", () => {
  test("may be there or not, and nothing is left behind", () => {
    const directory = temporaryDirectory();
    checkWritable(directory);
    checkWritable(join(directory, "a/b/c"));
    expect(readdirSync(directory)).toEqual([]);
  });

  test("is not below a file, nor where nothing can be made", () => {
    const file = join(temporaryDirectory(), "file");
    writeFileSync(file, "");
    for (const place of [file, join(file, "below"), "/proc/nndl"])
      expect(() => checkWritable(place)).toThrow(UsageError);
    expect(() => checkWritable(file)).toThrow("Choose another with --out.");
  });

  test.skipIf(process.getuid?.() === 0)("is not a directory that is closed to us", () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o500);
    expect(() => checkWritable(directory)).toThrow(UsageError);
  });
});

test("a text replaces another, with nothing beside it", () => {
  const directory = temporaryDirectory();
  writeText(join(directory, "a"), "one");
  writeText(join(directory, "a"), "two ☺");
  expect(readFileSync(join(directory, "a"), "utf8")).toBe("two ☺");
  expect(readdirSync(directory)).toEqual(["a"]);
  expect(() => writeText(join(directory, "none/a"), "")).toThrow("cannot be written: no such file or directory");
});

describe("a lock", () => {
  test("keeps others out until it is given back", () => {
    const directory = temporaryDirectory();
    const path = join(directory, "lock.json");
    // Process 1 is always alive, and never this one.
    lock(directory);
    writeFileSync(path, readFileSync(path, "utf8").replace(/"pid":\d+/, '"pid":1'));
    expect(() => lock(directory)).toThrow("is training there");
    writeFileSync(path, '{"pid": 5, "host": "another machine"}');
    expect(() => lock(directory)).toThrow("process 5 on another machine");
    expect(existsSync(path)).toBe(true);
  });

  test.each(['{"pid": 2147483646, "host": "HOST"}', "", "{", '{"pid": -1}', "[]"])(
    "of a process that died counts for nothing: %s",
    (content) => {
      const directory = temporaryDirectory();
      const unlock = lock(directory);
      const { host } = JSON.parse(readFileSync(join(directory, "lock.json"), "utf8")) as { host: string };
      writeFileSync(join(directory, "lock.json"), content.replace("HOST", host));
      // What cannot be read may be just being written, for a while.
      utimesSync(join(directory, "lock.json"), 0, 0);
      lock(directory)();
      expect(readdirSync(directory)).toEqual([]);
      unlock();
    },
  );
});

describe("a run folder", () => {
  test("of a new run is named after the time and the layers, and never one that is there", () => {
    const now = new Date(2026, 0, 2, 3, 4, 5);
    const before = process.cwd();
    process.chdir(temporaryDirectory());
    try {
      const first = newRunFolder(undefined, "784-30-10", now);
      expect(first.name).toBe("runs/2026-01-02-030405-784-30-10");
      first.make();
      expect(newRunFolder(undefined, "784-30-10", now).name).toBe("runs/2026-01-02-030405-784-30-10-2");
    } finally {
      process.chdir(before);
    }
  });

  test.each(["config.json", "network.safetensors", "metrics.jsonl", "card.md"])(
    "with %s in it is not for a new run",
    (name) => {
      const folder = new RunFolder(temporaryDirectory());
      checkFree(folder);
      mkdirSync(folder.checkpoints);
      checkFree(folder);
      writeFileSync(join(folder.path, name), "");
      expect(() => checkFree(folder)).toThrow(UsageError);
      expect(() => checkFree(folder)).toThrow(name);
    },
  );

  test("keeps the metrics of the epochs that a checkpoint has, whatever a crash left", () => {
    const folder = new RunFolder(temporaryDirectory());
    writeFileSync(folder.metrics, '{"epoch":0,"a":1}\n{"epoch":1}\n{"epoch":2}\n{"epo');
    folder.keepMetrics(2);
    expect(readFileSync(folder.metrics, "utf8")).toBe('{"epoch":0,"a":1}\n{"epoch":1}\n');
    folder.keepMetrics(0);
    expect(readFileSync(folder.metrics, "utf8")).toBe("");
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"format":"nndl run 1"}',
    '{"format":"nndl run 1","training":{},"flags":{},"versions":{},"data":{"source":"mnist"},"checkpointEvery":5,"monitor":["test"],"network":{}}',
    '{"format":"nndl run 2"}',
  ])("whose config.json is %j is refused", (content) => {
    const folder = new RunFolder(temporaryDirectory());
    expect(() => folder.readConfig()).toThrow("cannot be read");
    writeFileSync(folder.config, content);
    expect(() => folder.readConfig()).toThrow(UsageError);
  });
});
