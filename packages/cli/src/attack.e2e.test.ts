/** The built command, as people and programs call it: attacks on networks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { measurePicture } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const data = writeSmallData(join(cwd, "data"), { training: 90, test: 40, height: 6, width: 6, classes: 4 });

interface Point {
  readonly epsilon: number;
  readonly misread: number;
  readonly errorRate: number;
  readonly sizes: Readonly<Record<string, number>>;
}

beforeAll(async () => {
  const train = ["train", "--data", data, "--layers", "36-8-4", "--epochs", "30", "--out", "runs/small"];
  expect((await nndl(train, cwd)).code).toBe(0);
});

test("says how many are misread at each ε, and how large the changes are", async () => {
  const { code, stdout, stderr } = await nndl(["attack", "--epsilon", "0,0.1,0.4", "--json"], cwd);
  expect([code, stderr]).toEqual([0, ""]);
  const [{ curve, count, misreadBefore, ...rest }] = jsonLines(stdout) as unknown as [
    { curve: readonly Point[]; count: number; misreadBefore: number; method: string; sha256: string },
  ];
  expect(rest).toMatchObject({ method: "projected", norm: "linf", set: "test" });
  expect(curve.map(({ epsilon }) => epsilon)).toEqual([0, 0.1, 0.4]);
  expect(curve[0].misread).toBe(misreadBefore);
  expect(curve[2].misread).toBeGreaterThan(curve[0].misread);
  expect(curve[2].errorRate).toBe(curve[2].misread / count);
  for (const { epsilon, sizes } of curve) expect(sizes.linf).toBeLessThanOrEqual(epsilon + 1e-6);
  const again = await nndl(["attack", "--epsilon", "0,0.1,0.4", "--json"], cwd);
  expect(again.stdout).toBe(stdout);
});

test("draws original, change and result, in text and as a PNG", async () => {
  const { code, stdout } = await nndl(["attack", "--epsilon", "0.5", "--draw", "2", "--png", "fooled.png"], cwd);
  expect(code).toBe(0);
  expect(stdout).toContain("error rate");
  expect(stdout.match(/the change/g)).toHaveLength(2);
  expect(stdout).toContain("read as ");
  expect(stdout).not.toContain("\x1b");
  const { width, height } = measurePicture(readFileSync(join(cwd, "fooled.png")), "fooled.png");
  expect([width > 100, height > 10]).toEqual([true, true]);
});

test.each(["deepfool", "smallest", "l-bfgs"])("looks for the smallest changes: %s", async (method) => {
  const { code, stdout } = await nndlHere(["attack", "--method", method, "--json"], cwd);
  expect(code).toBe(0);
  const [{ found, sizes }] = jsonLines(stdout) as unknown as [
    { found: number; sizes: Readonly<Record<string, { l2: number }>> },
  ];
  expect(found).toBe(40);
  expect(sizes.smallest.l2).toBeLessThanOrEqual(sizes.median.l2);
  expect(sizes.median.l2).toBeLessThanOrEqual(sizes.largest.l2);
  expect((await nndlHere(["attack", "--method", method], cwd)).stdout).toContain("distortion");
});

test("leads to a class", async () => {
  const { stdout } = await nndlHere(["attack", "--to", "2", "--epsilon", "0.9", "--method", "iterated"], cwd);
  expect(stdout).toContain("as aimed at");
});

describe("refuses", () => {
  test.each([
    [["--epsilon", "-0.1"], "option.epsilon"],
    [["--epsilon", "much"], "option.epsilon"],
    [["--epsilon", "1.5"], "option.epsilon"],
    [["--norm", "l2", "--epsilon", "7"], "option.epsilon"],
    [["--method", "hammer"], "option.method"],
    [["--method", "fast", "--steps", "3"], "option.steps"],
    [["--method", "deepfool", "--norm", "linf"], "option.norm"],
    [["--method", "l-bfgs", "--norm", "linf"], "option.norm"],
    [["--method", "l-bfgs", "--to", "3"], "option.to"],
    [["--method", "smallest", "--epsilon", "0.1"], "option.epsilon"],
    [["--to", "4"], "attack.target"],
    [["--png", "nowhere/fooled.png", "--epsilon", "0.5"], "option.png"],
  ])("%j", async (options, code) => {
    const { code: exit, stdout, stderr } = await nndlHere(["attack", ...options, "--json"], cwd);
    expect([exit, stdout]).toEqual([2, ""]);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
  });

  test("a network whose outputs are values", async () => {
    const { writeFileSync } = await import("node:fs");
    const rows = Array.from({ length: 40 }, (_, i) => `${i / 40},${(i * 7) % 11},${i / 3 + 0.5}`);
    writeFileSync(join(cwd, "line.csv"), `a,b,y\n${rows.join("\n")}\n`);
    const trained = await nndlHere(["train", "--data", "line.csv", "--epochs", "1", "--out", "runs/line"], cwd);
    expect(trained.code).toBe(0);
    const { code, stderr } = await nndlHere(["attack", "runs/line", "--json"], cwd);
    expect([code, (JSON.parse(stderr) as { error: { code: string } }).error.code]).toEqual([2, "attack.classes"]);
    expect(existsSync(join(cwd, "runs/line/network.safetensors"))).toBe(true);
  });
});
