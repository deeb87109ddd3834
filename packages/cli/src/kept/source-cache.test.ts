import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { divideSource, type OpenedSource, openSource } from "nndl/sources";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetSources, SourceCache, type SourceCacheOptions } from "./source-cache.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "nndl-kept-"));
});
afterEach(() => rmSync(base, { recursive: true }));

const rows = "petal,kind\n1,a\n2,a\n5,b\n7,b\n";
const path = () => join(base, "flowers.csv");
const folder = () => join(base, "runs/.data");
/** Long after the files were written, and of sources that were slow enough. */
const later = () => Date.now() + 60_000;
const cacheWith = (options: SourceCacheOptions = {}) =>
  new SourceCache({ folder: folder(), worthwhile: 0, now: later, ...options });

/** Opens the table, or another source, and tells whether its files were read. */
async function open(cache = cacheWith(), place = path(), description = {}) {
  let wasRead = false;
  const source = await cache.open(place, description, () => {
    wasRead = true;
    return openSource(place);
  });
  return { source, wasRead };
}
const examples = ({ training, test: tested }: OpenedSource) => [training, tested];

describe("a source that was kept", () => {
  beforeEach(() => writeFileSync(path(), rows));

  test("is the same without reading its files, and says so", async () => {
    const first = await open();
    const second = await open();
    expect([first.wasRead, second.wasRead]).toEqual([true, false]);
    expect(examples(second.source)).toEqual(examples(first.source));
    const halves = (source: OpenedSource) => divideSource(source, (all) => [all.pick([0, 2]), all.pick([1, 3])]);
    expect(halves(second.source)).toEqual(halves(first.source));
    expect(second.source.about?.at(-1)).toMatch(/unchanged since/);
    expect(first.source.about).toEqual(second.source.about?.slice(0, -1));
    expect(readFileSync(join(folder(), ".gitignore"), "utf8")).toBe("*\n");
  });

  test("is read again where a file was changed, be it to the same length and time", async () => {
    await open();
    const { atime, mtime } = statSync(path());
    writeFileSync(path(), rows.replace("7,b", "9,b"));
    utimesSync(path(), atime, mtime);
    const { source, wasRead } = await open();
    expect(wasRead).toBe(true);
    expect(source.training).toEqual((await openSource(path())).training);
    expect((await open()).wasRead).toBe(false);
  });

  test("is read again where a file of a folder came, went or was given another's name", async () => {
    const set = join(base, "set");
    mkdirSync(set);
    const put = (name: string) => writeFileSync(join(set, name), rows);
    const changes = [
      () => put("train.csv"),
      () => put("test.csv"),
      () => rmSync(join(set, "test.csv")),
      () => put("valid.csv"),
    ];
    // What a link leads to is read as well.
    mkdirSync(join(base, "elsewhere"));
    symlinkSync(join(base, "elsewhere"), join(set, "more"));
    for (const change of [...changes, () => put("../elsewhere/notes.txt")]) {
      change();
      expect([(await open(cacheWith(), set)).wasRead, (await open(cacheWith(), set)).wasRead]).toEqual([true, false]);
    }
  });

  test("is another for other options", async () => {
    await open(cacheWith(), path(), { target: "kind" });
    expect((await open(cacheWith(), path(), { target: "petal" })).wasRead).toBe(true);
    expect((await open(cacheWith(), path(), { target: "kind" })).wasRead).toBe(false);
  });

  test("that is damaged anywhere is not used, and that is said", async () => {
    const { source } = await open();
    const [name] = readdirSync(folder()).filter((file) => file.endsWith(".kept"));
    const kept = join(folder(), name);
    const whole = readFileSync(kept);
    // The magic word, the hash of the rest, the text, the numbers, and the end; other files' stamp is no damage.
    const places = [0, 50, 90, whole.length - 20];
    const damaged = [
      ...places.map((place) => whole.map((byte, i) => (i === place ? byte ^ 1 : byte))),
      whole.subarray(0, 10),
      whole.subarray(0, -1),
    ];
    for (const bytes of damaged) {
      writeFileSync(kept, bytes);
      const again = await open();
      expect(again.wasRead).toBe(true);
      expect(again.source.training).toEqual(source.training);
      expect(again.source.remarks.map(({ code }) => code)).toContain("data.kept-damaged");
      // And is whole again.
      expect(readFileSync(kept)).toEqual(whole);
    }
  });

  test("is gone when it is forgotten", async () => {
    await open();
    const [name] = readdirSync(folder()).filter((file) => file.endsWith(".kept"));
    const bytes = statSync(join(folder(), name)).size;
    expect(forgetSources(folder())).toEqual({ sources: 1, bytes });
    expect((await open()).wasRead).toBe(true);
    expect(forgetSources(join(base, "nothing"))).toEqual({ sources: 0, bytes: 0 });
  });
});

describe("a source is not kept", () => {
  beforeEach(() => writeFileSync(path(), rows));

  test("where it opens at once", async () => {
    const cache = cacheWith({ worthwhile: 60_000 });
    expect([(await open(cache)).wasRead, (await open(cache)).wasRead]).toEqual([true, true]);
  });

  test("where its files were changed a moment ago, so that they could change again without a sign", async () => {
    const cache = cacheWith({ now: Date.now });
    expect([(await open(cache)).wasRead, (await open(cache)).wasRead]).toEqual([true, true]);
  });

  test("where its files were changed while they were read", async () => {
    await cacheWith().open(path(), {}, async () => {
      const source = await openSource(path());
      writeFileSync(path(), rows.replace("7,b", "9,b"));
      return source;
    });
    expect((await open()).source.training).toEqual((await openSource(path())).training);
  });

  test("where it cannot be written, which is no failure", async () => {
    const cache = cacheWith({ folder: join(path(), "no folder") });
    expect([(await open(cache)).wasRead, (await open(cache)).wasRead]).toEqual([true, true]);
  });

  test("longer than there is room: those that were used last stay", async () => {
    const cache = cacheWith({ most: { count: 2, bytes: 2 ** 30 } });
    const names = ["a.csv", "b.csv", "c.csv"].map((name) => join(base, name));
    for (const name of names) writeFileSync(name, rows);
    let now = later();
    const timed = () => cacheWith({ most: { count: 2, bytes: 2 ** 30 }, now: () => (now += 5000) });
    for (const name of [names[0], names[1]]) await open(timed(), name);
    // The first is used again, so the second goes.
    expect((await open(timed(), names[0])).wasRead).toBe(false);
    await open(timed(), names[2]);
    expect((await open(cache, names[0])).wasRead).toBe(false);
    expect((await open(cache, names[1])).wasRead).toBe(true);
    const none = cacheWith({ folder: join(base, "other"), most: { count: 2, bytes: 100 } });
    expect([(await open(none)).wasRead, (await open(none)).wasRead]).toEqual([true, true]);
  });
});
