/** The built command, building networks for formulas. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const goal = "0.2+0.4*x^2+0.3*x*sin(15*x)+0.05*cos(50*x)";

describe("approximate", () => {
  test("prints how far it is off, draws both curves, and keeps the network", async () => {
    const { code, stdout, stderr } = await nndl(
      ["approximate", goal, "--bumps", "50", "--out", "waves.safetensors"],
      cwd,
      { COLORTERM: "truecolor" },
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain("\x1b");
    expect(stdout).toMatch(/the output, from f +0\.00966\d +0\.0649\d/);
    expect(stdout).toMatch(/its weighted input, from σ⁻¹∘f +0\.052\d+ +0\.26\d+/);
    expect(stdout).toContain("301 parameters");
    expect(stdout).toContain("· the function   ⠒ the network");
    expect(stdout.match(/[\u2801-\u28ff]/g)?.length).toBeGreaterThan(60);
    const kept = await Network.load(join(cwd, "waves.safetensors"));
    expect(stdout).toContain(kept.sha256());
    expect((await nndl(["inspect", "waves.safetensors"], cwd)).stdout).toContain(kept.sha256());
  });

  test("is one line of JSON for programs", async () => {
    const [facts] = jsonLines((await nndl(["approximate", "--bumps", "20", "--json"], cwd)).stdout);
    expect(facts).toMatchObject({
      formula: goal,
      method: "bumps",
      bumps: 20,
      output: "sigmoid",
      neurons: [40, 1],
      parameters: 121,
      deviation: { output: { mean: expect.closeTo(0.024, 3) }, inside: { mean: expect.closeTo(0.13, 2) } },
    });
  });

  test("draws two surfaces and their distance", async () => {
    const { code, stdout } = await nndl(["approximate", "0.5+0.4*sin(6x)*cos(6y)", "--bumps", "6"], cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/the function +the network +their distance/);
    expect(stdout).toMatch(/at most +there\n.*x = .*, y = /);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test("tells what bumps can reach at best", async () => {
    const { stdout } = await nndl(["approximate", "--table"], cwd);
    expect(stdout).toContain("0.3717");
    expect(stdout).toMatch(/ 200 +0\.0135 +0\.00250 /);
    const [{ rows }] = jsonLines((await nndl(["approximate", "--table", "--json"], cwd)).stdout);
    expect(rows).toHaveLength(5);
  });

  test("points at the character where a formula is wrong", async () => {
    const { code, stdout, stderr } = await nndl(["approximate", "0.2 + 0.4*sni(x)"], cwd);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("\n  0.2 + 0.4*sni(x)\n            ^\nDid you mean sin?\n");
  });

  test.each([
    [["0.2+*x"], "formula.syntax"],
    [["2x"], "approximate.range"],
    [["1/x", "--output", "linear", "--method", "relu"], "approximate.values"],
    [["x*y", "--method", "bumps"], "option.method"],
    [["x", "--bumps", "0"], "option.bumps"],
    [["x", "--steepness", "-1"], "option.steepness"],
    [["--table", "--bumps", "5"], "option.bumps"],
    [["0.1+x/2", "--out", "towers.json", "--output", "linear"], "book-json.unsupported"],
  ])("refuses %j", async (args, code) => {
    const { code: exit, stdout, stderr } = await nndlHere(["approximate", ...args, "--json"], cwd);
    expect([exit, stdout]).toEqual([2, ""]);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
    expect(existsSync(join(cwd, "towers.json"))).toBe(false);
  });
});
