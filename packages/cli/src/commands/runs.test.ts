import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { EnsembleFolder } from "../ensemble/folder.ts";
import { listRuns } from "../runs/list-runs.ts";
import { listLines } from "../runs/show-list.ts";
import { widthOf } from "../terminal/wrap.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { nndlHere } from "../testing/in-process.ts";
import { writeExperiment, writeRun } from "../testing/run-folders.ts";
import { temporaryDirectory } from "../testing/small-data.ts";

let cwd: string;
const here = (...args: string[]) => nndlHere(["runs", ...args], cwd);

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await here(...args, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function names(...args: string[]): Promise<string[]> {
  const { runs } = (await json(...args)) as { runs: { name: string }[] };
  return runs.map(({ name }) => name.replace(/^runs\//, ""));
}

async function refused(...args: string[]): Promise<{ code: string; message: string }> {
  const { code, stdout, stderr } = await here(...args, "--json");
  expect([code, stdout]).toEqual([2, ""]);
  return (JSON.parse(stderr) as { error: { code: string; message: string } }).error;
}

beforeEach(() => {
  cwd = temporaryDirectory();
  const at = (name: string) => join(cwd, "runs", name);
  writeRun(at("first"), { created: "2026-01-01T00:00:00Z", lr: 0.5, accuracies: [0.9, 0.95, 0.94] });
  writeRun(at("second"), { created: "2026-01-02T00:00:00Z", lr: 3, seed: 2, accuracies: [0.8, 0.97], finished: false });
  writeRun(at("third"), { created: "2026-01-03T00:00:00Z", lr: 0.5, hidden: 100, accuracies: [0.91, 0.92, 0.93] });
  writeExperiment(at("dark"), { name: "ch1/average-darkness", measured: { accuracy: 22.25 } });
});

describe("the list", () => {
  test("has every run with its best and last figures, as text and as JSON", async () => {
    const { stdout } = await here();
    expect(stdout).toMatch(
      /first +training +784-30-10 .* MNIST +3 of 3 +95\.00 % \(1\) +94\.00 % +6\.0 s +2026-01-01 +finished/,
    );
    expect(stdout).toMatch(/second .* 2 of 3 +97\.00 % \(1\) +97\.00 % .* interrupted/);
    expect(stdout).toMatch(/dark +ch1\/average-darkness .* 22\.25 %/);
    const { runs } = (await json()) as { runs: Record<string, unknown>[] };
    expect(runs.find(({ name }) => name === "runs/first")).toMatchObject({
      state: "finished",
      epochs: 3,
      epochsAsked: 3,
      seconds: 6,
      main: "test accuracy",
      figures: { "test accuracy": { best: 0.95, bestEpoch: 1, last: 0.94 } },
      settings: { lr: "0.5", seed: "1", layers: "784-30-10" },
    });
  });

  test.each([
    [
      ["--filter", "lr=0.5"],
      ["third", "first"],
    ],
    [["--filter", "lr=1/2", "--filter", "784-30"], ["first"]],
    [["--filter", "seed=2"], ["second"]],
    [["--filter", "state=interrupted"], ["second"]],
    [["--filter", "EXPERIMENT=ch1/average-darkness"], ["dark"]],
    [["--filter", "lr=fast"], []],
    [["--filter", "100-10"], ["third"]],
    [
      ["--sort", "best"],
      ["second", "first", "third", "dark"],
    ],
    [
      ["--sort", "last", "-n", "2"],
      ["dark", "second"],
    ],
    [["--sort", "cost", "-n", "1"], ["second"]],
    [["--sort", "test accuracy", "-n", "1"], ["second"]],
    [
      ["--sort", "name"],
      ["dark", "first", "second", "third"],
    ],
    [["--sort", "time", "-n", "1"], ["second"]],
  ])("with %j is %j", async (args, expected) => {
    expect(await names(...args)).toEqual(expected);
  });

  test("names what cannot be read, and leaves it alone", async () => {
    mkdirSync(join(cwd, "runs", "half"));
    writeFileSync(join(cwd, "runs", "half", "config.json"), '{"format":"nndl run 1",');
    const { code, stdout } = await here();
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining("runs/half: its config.json is damaged, or half written"),
    ]);
    expect((await refused("remove", "half", "--yes")).code).toBe("runs.damaged");
    expect(existsSync(join(cwd, "runs", "half", "config.json"))).toBe(true);
  });

  test("of nothing says what makes a run", async () => {
    cwd = temporaryDirectory();
    expect((await here()).stdout).toContain("nndl train");
    expect(await json()).toEqual({ runs: [], of: 0, leftAlone: [], others: [] });
  });

  test("fits every terminal, as far as names do", () => {
    const { runs } = listRuns(join(cwd, "runs"));
    const { style } = fakeContext().out;
    for (const columns of [60, 80, 100, 140]) {
      const lines = listLines(
        runs.map((run) => ({ ...run, name: run.name.slice(run.name.lastIndexOf("/") + 1) })),
        columns,
        style,
      );
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
      expect(lines.join("\n")).toContain("97.00 % (1)");
    }
  });
});

describe("a comparison", () => {
  test("says what differs and what does not, and draws the curves over one another", async () => {
    const { stdout } = await here("compare", "first", "second", "third");
    const [settings, rest] = stdout.split("The same:");
    expect(settings).toMatch(/A +runs\/first +784-30-10 +1 +0\.5/);
    expect(settings).toMatch(/B +runs\/second +784-30-10 +2 +3/);
    expect(rest).toMatch(/batch 10/);
    expect(rest).toContain("test accuracy");
    for (const letter of ["A", "B", "C"]) expect(rest).toMatch(new RegExp(`▏.*${letter}`));
    expect(rest).toMatch(/97\.00 % ▏/);
    expect(rest).toMatch(/80\.00 % ▏/);
    const compared = await json("compare", "first", "second", "--figure", "cost");
    expect(compared).toMatchObject({
      figure: "test cost",
      differing: { lr: ["0.5", "3"], seed: ["1", "2"] },
      shared: { layers: "784-30-10" },
      runs: [
        {
          name: "runs/first",
          curve: {
            points: [
              [0, 1 - 0.9],
              [1, 1 - 0.95],
              [2, 1 - 0.94],
            ],
          },
        },
        {},
      ],
    });
  });

  test("takes paths, beginnings of names, and an ensemble for its members", async () => {
    const folder = new EnsembleFolder(join(cwd, "both"));
    folder.write({ members: 2, seed: 4, options: [] });
    for (const seed of [4, 5]) writeRun(join(folder.path, `seed-${seed}`), { seed });
    expect(await names("compare", "both", "fir", "runs/third", "first")).toEqual([
      "both/seed-4",
      "both/seed-5",
      "first",
      "third",
    ]);
  });

  test("of equal settings says so", async () => {
    writeRun(join(cwd, "runs", "again"));
    expect((await here("compare", "first", "again")).stdout).toContain("All their settings are the same");
  });

  test("of runs that measured nothing has no curves", async () => {
    writeExperiment(join(cwd, "runs", "dark-2"), {
      name: "ch1/average-darkness",
      seed: 2,
      measured: { accuracy: 22.25 },
    });
    const { code, stdout } = await here("compare", "runs/dark", "dark-2");
    expect(code).toBe(0);
    expect(stdout).not.toContain("▏");
  });
});

describe("an export", () => {
  test("has a row for each epoch and run, or for each run", async () => {
    const lines = (await here("export", "first", "second", "--csv")).stdout.trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + 3 + 2);
    expect(lines[0]).toBe(
      "run,seed,epoch,learning rate,seconds,test count,test cost,test dataCost,test correct,test accuracy",
    );
    expect(lines[2]).toMatch(/^runs\/first,1,1,0\.5,2,10000,.*,9500,0\.95$/);
    const { stdout } = await here("export", "--summary", "--csv", "all.csv", "--filter", "lr=0.5");
    expect(stdout).toContain("all.csv: 2 rows of 2 runs");
    const [head, ...rows] = readFileSync(join(cwd, "all.csv"), "utf8").trimEnd().split("\r\n");
    expect(rows.map((row) => row.split(",")[0])).toEqual(["runs/third", "runs/first"]);
    expect(head.split(",")).toEqual(expect.arrayContaining(["lr", "best test accuracy", "sha256", "command"]));
    expect(await json("export", "first")).toMatchObject({ rows: { length: 3 } });
  });

  test("of nothing is an empty table", async () => {
    expect((await here("export", "--filter", "nothing has this")).stdout).toBe("\r\n");
  });
});

describe("removing", () => {
  const left = () => readdirSync(join(cwd, "runs")).sort();

  test("asks first, and removes only after a yes", async () => {
    const asked: string[] = [];
    const answer = (text: string | undefined) => (question: string) => {
      asked.push(question);
      return Promise.resolve(text);
    };
    for (const no of ["", "n", "no", "yesterday"]) {
      const { code, stdout } = await nndlHere(["runs", "remove", "first"], cwd, answer(no));
      expect([code, stdout]).toEqual([0, "Nothing is removed.\n"]);
    }
    expect(left()).toEqual(["dark", "first", "second", "third"]);
    expect(asked[0]).toContain("runs/first");
    expect((await nndlHere(["runs", "remove", "first", "dark"], cwd, answer(" Y "))).code).toBe(0);
    expect(left()).toEqual(["second", "third"]);
  });

  test("needs --yes where nobody is there", async () => {
    expect((await refused("remove", "first")).code).toBe("runs.confirm");
    expect(await json("remove", "first", "--yes")).toEqual({ removed: [join(cwd, "runs", "first")] });
    expect(left()).toEqual(["dark", "second", "third"]);
  });

  test("never takes what is no run, in use, a link, or has other things in it; and then none of the others", async () => {
    mkdirSync(join(cwd, "runs", "photos"));
    expect((await refused("remove", "first", "photos", "--yes")).code).toBe("runs.name");
    expect((await refused("remove", "first", ".", "--yes")).code).toBe("runs.name");
    expect((await refused("remove", "first", "..", "--yes")).code).toBe("runs.name");
    writeFileSync(join(cwd, "runs", "second", "lock.json"), JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect((await refused("remove", "first", "second", "--yes")).code).toBe("run.locked");
    writeFileSync(join(cwd, "runs", "third", "thesis.txt"), "years of work");
    const foreign = await refused("remove", "first", "third", "--yes");
    expect([foreign.code, foreign.message]).toEqual(["runs.foreign", expect.stringContaining("thesis.txt")]);
    symlinkSync(join(cwd, "runs", "first"), join(cwd, "runs", "link"));
    expect((await refused("remove", "link", "--yes")).code).toBe("runs.foreign");
    expect(left()).toEqual(["dark", "first", "link", "photos", "second", "third"]);
  });

  test("takes an ensemble with its members, but not while one of them is at work", async () => {
    const folder = new EnsembleFolder(join(cwd, "runs", "both"));
    folder.write({ members: 1, seed: 4, options: [] });
    const { path } = writeRun(join(folder.path, "seed-4"));
    const lock = join(path, "lock.json");
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
    expect((await refused("remove", "both", "--yes")).code).toBe("run.locked");
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 31 - 2, host: hostname() }));
    await json("remove", "both", "--yes");
    expect(left()).not.toContain("both");
  });
});

describe("refused", () => {
  test.each([
    [["first"], "runs.action"],
    [["toString"], "runs.action"],
    [["list", "first"], "usage.arguments"],
    [["compare"], "runs.compare"],
    [["compare", "first"], "runs.compare"],
    [["compare", "first", "nowhere"], "runs.name"],
    [["compare", "first", "second", "--figure", "joy"], "option.figure"],
    [["--filter", "learning=1"], "option.filter"],
    [["--filter", ""], "option.filter"],
    [["--sort", "beauty"], "option.sort"],
    [["-n", "0"], "option.n"],
    [["--csv"], "option.csv"],
    [["remove"], "runs.name"],
    [["remove", "first", "--filter", "lr=0.5"], "option.filter"],
    [["export", "--yes"], "option.yes"],
  ])("%j", async (args, code) => {
    expect((await refused(...args)).code).toBe(code);
  });

  test("a name that is near another", async () => {
    expect((await refused("compare", "first", "thrid")).message).toContain("Did you mean third?");
    writeRun(join(cwd, "runs", "first-again"));
    expect((await refused("remove", "fir", "--yes")).message).toContain("Several begin so");
  });
});
