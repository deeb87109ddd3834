/** The built command, going on: from runs that ended, from networks, with layers frozen and classes weighed. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Network } from "nndl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const place = temporaryDirectory();
const data = writeSmallData(join(place, "data"), { classes: 3 });
const settings = ["--data", data, "--layers", "30-8-6-3", "--optimizer", "adam", "--json"];
const last = (stdout: string) => jsonLines(stdout).at(-1) ?? {};
const first = (stdout: string) => jsonLines(stdout)[0] ?? {};

beforeAll(async () => {
  const { code, stderr } = await nndl(["train", ...settings, "--epochs", "2", "--out", "first"], place);
  expect([code, stderr]).toEqual([0, ""]);
});
afterAll(() => rmSync(place, { recursive: true }));

describe("a run that has ended", () => {
  test("goes on to more epochs, to the bits of one straight run", async () => {
    await nndl(["train", ...settings, "--epochs", "2", "--out", "short"], place);
    const more = await nndl(["train", "--resume", "short", "--epochs", "5", "--json"], place);
    expect([more.code, more.stderr]).toEqual([0, ""]);
    const straight = await nndl(["train", ...settings, "--epochs", "5", "--out", "straight"], place);
    expect(last(more.stdout).sha256).toBe(last(straight.stdout).sha256);
    const epochs = jsonLines(readFileSync(join(place, "short", "metrics.jsonl"), "utf8")).map(({ epoch }) => epoch);
    expect(epochs).toEqual([0, 1, 2, 3, 4]);
  });

  test("is refused where its schedule was spread over fewer epochs, which is said", async () => {
    await nndl(["train", ...settings, "--schedule", "cosine", "--epochs", "2", "--out", "cosine"], place);
    const { code, stderr } = await nndl(["train", "--resume", "cosine", "--epochs", "4"], place);
    expect([code, stderr]).toEqual([2, expect.stringContaining("the cosine schedule spreads its learning rates")]);
  });

  test("says that what it is measured on has changed, and that earlier epochs have no line", async () => {
    const changing = writeSmallData(join(place, "changing"), { classes: 3 });
    await nndl(["train", ...settings, "--data", changing, "--epochs", "2", "--out", "changed"], place);
    const same = await nndl(["train", "--resume", "changed", "--epochs", "3"], place);
    expect([same.code, same.stderr]).toEqual([0, ""]);
    const labels = join(changing, "t10k-labels-idx1-ubyte");
    const bytes = readFileSync(labels);
    bytes[12] = (bytes[12]! + 1) % 3;
    writeFileSync(labels, bytes);
    rmSync(join(place, "changed", "metrics.jsonl"));
    const { code, stderr } = await nndl(["train", "--resume", "changed", "--epochs", "4"], place);
    expect(code).toBe(0);
    expect(stderr).toContain("The test data have changed since this run began");
    expect(stderr).toContain("metrics.jsonl lacks all of the 3 epochs");
    const quiet = await nndl(["train", "--resume", "changed", "--epochs", "5", "--json"], place);
    expect(first(quiet.stdout).remarks).toMatchObject([{ code: "run.metrics" }]);
  });
});

describe("train --from", () => {
  const from = ["train", "--from", "first", "--data", data, "--epochs", "1", "--json"];
  const weightsOf = async (file: string) => (await Network.load(join(place, file))).parameters;

  test("starts from a network's weights, and freezes those that are meant", async () => {
    const { code, stdout, stderr } = await nndl([...from, "--freeze", "2", "--out", "tuned"], place);
    expect([code, stderr]).toEqual([0, ""]);
    expect(first(stdout)).toMatchObject({
      training: { freeze: [0, 1] },
      startedFrom: { path: expect.stringMatching(/first/) },
    });
    const [before, after] = [
      await weightsOf("first/network.safetensors"),
      await weightsOf("tuned/network.safetensors"),
    ];
    for (const [key, { values }] of before)
      if (key.startsWith("layers.2.")) expect(after.get(key)!.values).not.toEqual(values);
      else expect(after.get(key)!.values).toEqual(values);

    const { command } = JSON.parse(readFileSync(join(place, "tuned", "config.json"), "utf8")) as { command: string };
    const again = await nndl([...command.split(" ").slice(1), "--out", "tuned again", "--json"], place);
    expect(last(again.stdout).sha256).toBe(last(stdout).sha256);
    const more = await nndl(["train", "--resume", "tuned", "--epochs", "3", "--json"], place);
    const straight = await nndl([...from, "--epochs", "3", "--freeze", "2", "--out", "straight 3"], place);
    expect(last(more.stdout).sha256).toBe(last(straight.stdout).sha256);
  });

  test("draws the last layer anew where there are other classes, and says so", async () => {
    const other = writeSmallData(join(place, "other"), { classes: 5 });
    const line = ["train", "--from", "first", "--data", other, "--epochs", "1", "--freeze", "1"];
    const { code, stdout, stderr } = await nndl([...line, "--class-weights", "balanced", "--out", "letters"], place);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      "starts from first/network.safetensors, its weights; the last layer is drawn anew, with 5 outputs instead of 3",
    );
    expect(stdout).toContain("class weights balanced");
    expect(stdout).toContain("layer 1 (dense) frozen");
    const [before, after] = [
      await weightsOf("first/network.safetensors"),
      await weightsOf("letters/network.safetensors"),
    ];
    expect(after.get("layers.0.weights")).toEqual(before.get("layers.0.weights"));
    expect(after.get("layers.2.weights")!.shape).toEqual([5, 6]);
    expect(readFileSync(join(place, "letters", "card.md"), "utf8")).toContain("the last layer's drawn anew");
  });

  test.each([
    [["--layers", "30-3"], "option.layers"],
    [["--preset", "lenet5"], "option.from"],
    [["--freeze", "3"], "option.freeze"],
    [["--freeze", "4,"], "option.freeze"],
    [["--freeze", "some"], "option.freeze"],
    [["--class-weights", "1,2"], "training.classWeights"],
    [["--class-weights", "1,-2,1"], "option.class-weights"],
    [["--class-weights", "equal"], "option.class-weights"],
  ])("refuses %j beside it", async (more, code) => {
    const { code: exit, stderr } = await nndlHere([...from.slice(0, -1), ...more, "--json", "--out", "none"], place);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`"${code}"`)]);
  });
});

describe("what is no network", () => {
  const png = Buffer.from([0x89, ...Buffer.from("PNG\r\n\x1a\n"), ...new Array<number>(60).fill(1)]);

  test.each(["evaluate", "inspect", "train --from"])("is called what it is by %s", async (door) => {
    writeFileSync(join(place, "seven.safetensors"), png);
    writeFileSync(join(place, "gz.safetensors"), gzipSync(readFileSync(join(place, "first", "network.safetensors"))));
    for (const [file, words] of [
      ["seven.safetensors", "a PNG picture"],
      ["gz.safetensors", "a gzipped file"],
    ] as const) {
      const { code, stderr } = await nndl([...door.split(" "), file], place);
      expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    }
  });

  test("is told apart by train from what describes one, with the way to start from it", async () => {
    writeFileSync(join(place, "seven.png"), png);
    expect((await nndl(["train", "seven.png"], place)).stderr).toContain("a PNG picture");
    const { code, stderr } = await nndl(["train", "first/network.safetensors"], place);
    expect([code, stderr]).toEqual([2, expect.stringContaining("nndl train --from first/network.safetensors")]);
    const spec = { input: [30], layers: [{ type: "dense", units: 3 }] };
    writeFileSync(join(place, "marked.json"), `\ufeff${JSON.stringify(spec)}`);
    const marked = await nndl(["train", "marked.json", "--data", data, "--epochs", "1", "--out", "marked"], place);
    expect([marked.code, marked.stderr]).toEqual([0, ""]);
  });
});
