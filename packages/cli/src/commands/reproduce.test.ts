import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nndlHere } from "../testing/in-process.ts";
import { temporaryDirectory } from "../testing/small-data.ts";

const cwd = temporaryDirectory();
const reproduce = (...args: string[]) => nndlHere(["reproduce", ...args], cwd);

test("lists all experiments, or those that are named", async () => {
  const all = await reproduce();
  expect(all.stdout).toMatch(/^Chapter 1\n.*ch1\/first-network.*^Chapter 6$/ms);
  const some = await reproduce("ch1/a*", "E3.12", "--list");
  expect(some.stdout.match(/ch\d\/\S+/g)).toEqual(["ch1/average-darkness", "ch3/tuned"]);
  const json = await reproduce("E1.8", "--list", "--json");
  expect(JSON.parse(json.stdout).experiments).toMatchObject([{ name: "ch1/average-darkness" }]);
});

describe("is refused in three parts:", () => {
  writeFileSync(join(cwd, "half.json"), '{"format":"nndl result 1","na');
  test.each([
    [["ch3/tunde"], "experiment.name", /Did you mean ch3\/tuned\?/],
    [["E3.10", "E9.*"], "experiment.name", /received "E9\.\*"/],
    [["--quick"], "experiment.name", /received --quick and no name/],
    [["--checkpoint-every", "3"], "experiment.name", /--checkpoint-every and no name/],
    [["E1.8", "--jobs", "0"], "option.jobs", /from 1 to 256/],
    [["E1.8", "--seeds", "many"], "option.seeds", /whole number/],
    [["E1.8", "--epochs", "3"], "option.epochs", /received --epochs 3 for ch1\/average-darkness/],
    [["E1.1", "--epochs", "3", "--quick"], "option.epochs", /must not be given together/],
    [["E1.1", "--limit", "7", "--verify"], "option.verify", /nothing is stored/],
    [["--against", "nowhere.json"], "experiment.stored", /cannot be read: no such file/],
    [["--against", "half.json"], "experiment.stored", /half of it/],
    [["--against", ""], "option.against", /followed by a path/],
  ] as const)("%j", async (args, code, words) => {
    const { code: exit, stdout, stderr } = await reproduce(...args, "--json");
    expect([exit, stdout]).toEqual([2, ""]);
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string; next: string } };
    expect(error).toMatchObject({ code, message: expect.stringMatching(words), next: expect.stringMatching(/\.$/) });
    expect(readdirSync(cwd)).toEqual(["half.json"]);
  });
});
