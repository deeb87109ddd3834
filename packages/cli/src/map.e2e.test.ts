/** `nndl map`: of a network, of machines, and of what has no two units. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dense, network } from "nndl";
import { measurePicture } from "nndl/images";
import { beforeAll, expect, test } from "vitest";
import { neighboursAlike } from "./map/open.ts";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const data = writeSmallData(join(cwd, "data"), { training: 60, test: 40, height: 6, width: 6, classes: 4 });

beforeAll(async () => {
  const net = network({
    input: [36],
    layers: [dense(2, "sigmoid"), dense(4, "softmax")],
    cost: "log-likelihood",
    seed: 1,
  });
  await net.save(join(cwd, "narrow.safetensors"));
  await network({ input: [36], layers: [dense(3), dense(4)], seed: 1 }).save(join(cwd, "wide.safetensors"));
});

test("a network's two units are a map, of which the picture and the numbers tell the same", async () => {
  const args = ["map", "narrow.safetensors", "--data", data, "--count", "30"];
  const { code, stdout, stderr } = await nndlHere([...args, "--png", "map.png"], cwd);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("layer 1, 30 examples");
  expect(stdout.match(/^[ 0-3]*[0-3]$/m)).not.toBeNull();
  expect(stdout).toMatch(/Of \d+(\.\d+)? % the nearest neighbour/);
  expect(measurePicture(readFileSync(join(cwd, "map.png")), "map.png")).toMatchObject({ width: 1200, height: 1200 });
  const [told] = jsonLines((await nndlHere([...args, "--json"], cwd)).stdout);
  expect(told).toMatchObject({ layer: 0, set: "test" });
  expect(told.places).toHaveLength(30);
  expect((told.places as { label: number }[])[0].label).toBeLessThan(4);
});

test("machines are a map by their topmost units, with classes or without", async () => {
  const learn = ["boltzmann", "--data", data, "--epochs", "1", "--threads", "1"];
  await nndlHere([...learn, "--hidden", "8-2", "--out", "net"], cwd);
  await nndlHere([...learn, "--hidden", "2", "--out", "one"], cwd);
  await nndlHere([...learn, "--hidden", "8-2", "--classes", "--out", "classes"], cwd);
  for (const [name, layer] of [
    ["net", 1],
    ["net/belief.safetensors", 1],
    ["one", 0],
    ["classes", 1],
  ] as const) {
    const { code, stdout } = await nndlHere(["map", name, "--data", data, "--json"], cwd);
    expect([name, code]).toEqual([name, 0]);
    expect(jsonLines(stdout)[0].layer).toBe(layer);
  }
  // The two outputs that make a network of them have learned nothing.
  await nndlHere([...learn, "--hidden", "8", "--out", "wide"], cwd);
  const refused = await nndlHere(["map", "wide", "--data", data], cwd);
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr.replaceAll(/\s+/g, " ")).toContain("with layers of 8 units");
  // Where its folder says which data it learned, nobody else has to.
  expect((await nndlHere(["map", "one", "--json"], cwd)).code).toBe(0);
});

test.each([
  [["map", "wide.safetensors", "--data", data], "a map needs a network with a layer of two units"],
  [["map", "nowhere.safetensors"], "nowhere.safetensors"],
  [["map", "narrow.safetensors", "--count", "0"], "--count must be a whole number"],
])("%j is refused", async (args, words) => {
  const { code, stdout, stderr } = await nndlHere(args, cwd);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.replaceAll(/\s+/g, " ")).toContain(words);
});

test("neighbours are alike as often as they are", () => {
  const place = (x: number, label?: number) => ({ x, y: 0, label });
  expect(neighboursAlike([place(0, 1), place(1, 1), place(10, 2), place(11, 1)])).toBe(0.5);
  expect(neighboursAlike([place(0), place(1)])).toBeUndefined();
  expect(neighboursAlike([place(0, 1)])).toBeUndefined();
});
