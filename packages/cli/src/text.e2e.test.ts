/** A text on the command line: looked at, learned, measured, written on. The text is a page of the project's own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory } from "./testing/small-data.ts";
import { jsonLines } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const page = readFileSync(new URL("../../../docs/decisions/0001-counter-based-streams.md", import.meta.url));
writeFileSync(join(cwd, "page.md"), page);
const characters = Array.from(page.toString("utf8"));
/** One that leaves some stretches over. */
const stretches = Math.floor((characters.length - Math.round(0.1 * characters.length) - 1) / 10);
const batch = [5, 6, 7, 8, 9].find((rows) => stretches % rows !== 0) as number;
const different = new Set(page.toString("utf8")).size;
const learn = [
  "train",
  "--data",
  "text:page.md",
  "--steps",
  "10",
  "--epochs",
  "2",
  "--optimizer",
  "adam",
  "--lr",
  "0.01",
];

describe("a text", () => {
  test("is learned with a network that nobody named, measured in bits, and written on", async () => {
    const { code, stdout, stderr } = await nndlHere([...learn, "--out", "text"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("A text: network of --preset char-lstm, as no others are named.");
    expect(lines[1]).toContain(`10of1 embedding${different}x32 lstm128:every dropout0.3 softmax${different}`);
    expect(lines[2]).toMatch(/^adam · η 0.01 · mini-batches/);
    expect(stdout).toMatch(/epoch 1: test [\d,]+ of [\d,]+ .* bits each; [\d,]+ examples\/s/);

    const judged = jsonLines((await nndlHere(["evaluate", "text", "--json"], cwd)).stdout)[0] as Record<string, number>;
    expect(judged).toMatchObject({ set: "test", targets: "classes", bits: judged.cost! / Math.LN2 });
    expect((await nndlHere(["evaluate", "text", "--wrong", "3"], cwd)).code).toBe(2);

    const write = ["generate", "text", "--prompt", "Each", "--length", "40", "--json"];
    const [first, again, other] = await Promise.all(
      [write, write, [...write, "--seed", "2"]].map(
        async (args) => jsonLines((await nndlHere(args, cwd)).stdout)[0]!.text,
      ),
    );
    expect(Array.from(first as string)).toHaveLength(40);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    const shown = await nndlHere(["generate", "text", "--temperature", "0", "--length", "5"], cwd);
    expect([shown.code, shown.stderr]).toEqual([0, ""]);

    const { preparation } = await Network.load(join(cwd, "text/network.safetensors"));
    expect(preparation?.inputs).toMatchObject({ kind: "text", steps: 10 });
    const inspected = await nndlHere(["inspect", "text"], cwd);
    expect(inspected.stdout).toContain("stretches of 10 characters");
  });

  test("is read on from stretch to stretch, and goes on so after it was interrupted", async () => {
    const carried = [
      ...learn,
      "--order",
      "carried",
      "--batch",
      String(batch),
      "--layers",
      `10of1 embedding${different}x4 gru6:every softmax${different}`,
    ];
    const { code, stdout, stderr } = await nndlHere([...carried, "--out", "carried"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/of \d+ to learn from: \d+ for each of \d rows/);
    const sha256 = /sha256 +(\w+)/.exec(stdout)![1];
    // What is measured goes on, too, and is the same when it is measured again.
    const measured = await nndlHere(["evaluate", "carried", "--json"], cwd);
    const judged = jsonLines(measured.stdout)[0] as Record<string, number>;
    expect(judged).toMatchObject({ carry: true });
    const lines = readFileSync(join(cwd, "carried/metrics.jsonl"), "utf8").trim().split("\n");
    const last = JSON.parse(lines.at(-1)!) as { evaluations: { test: { cost: number } } };
    expect(judged.cost).toBe(last.evaluations.test.cost);
    expect((await nndlHere(["evaluate", "carried"], cwd)).stdout).toContain("read on from each to the next");
    const first = await nndlHere([...carried, "--epochs", "1", "--out", "begun"], cwd);
    expect(first.code).toBe(0);
    const resumed = await nndlHere(["train", "--resume", "begun", "--epochs", "2"], cwd);
    expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
    expect(resumed.stdout).toContain(sha256);
    const other = await nndlHere(
      [...carried.filter((_, i) => !["--order", "carried"].includes(carried[i]!)), "--out", "fresh"],
      cwd,
    );
    expect(other.stdout).not.toContain(sha256);
    const long = [...carried.slice(0, 3), "--steps", "100", "--batch", "50", "--order", "carried"];
    const refused = await nndlHere(long, cwd);
    expect([refused.code, refused.stderr.includes("two stretches or more")], refused.stderr).toEqual([2, true]);
  });

  test("is learned as the preset for texts has it, where nobody says otherwise, to the same bits", async () => {
    const few = ["--data", "text:page.md", "--steps", "10", "--limit", "20", "--epochs", "1"];
    const line = async (args: readonly string[]) => {
      const { code, stdout, stderr } = await nndlHere(["train", ...args], cwd);
      expect([code, stderr]).toEqual([0, ""]);
      return { stdout, first: stdout.split("\n")[0], sha256: /sha256 +(\w+)/.exec(stdout)![1] };
    };
    const [usual, preset] = [await line([...few, "--out", "usual"]), await line([...few, "--preset", "char-lstm"])];
    expect(usual.first).toBe("A text: network and settings of --preset char-lstm, as no others are named.");
    expect(usual.stdout).toContain("adam · η 0.004 · cosine");
    expect(usual.sha256).toBe(preset.sha256);
    expect(preset.first).not.toContain("--preset");
    const again = await nndlHere(["train", "--resume", "usual", "--data", "text:page.md"], cwd);
    expect([again.code, again.stderr]).toEqual([0, ""]);
    const own = await line([...few, "--layers", `10of1 embedding${different}x4 gru6:every softmax${different}`]);
    expect(own.first).toBe("A text: settings of --preset char-lstm, as no optimizer is named.");
    expect(own.stdout).toContain("adam · η 0.004 · cosine");
    const plain = await line([...few, "--optimizer", "sgd"]);
    expect(plain.stdout).toMatch(/^η 0.1 · mini-batches/m);
    const folds = await nndlHere(["train", ...few, "--folds", "2"], cwd);
    expect(folds.stdout.split("\n")[0]).toBe(usual.first);
  });

  test("is learned by the preset for characters, which is made for those that it has", async () => {
    const preset = ["train", "--preset", "char-lstm"];
    const few = ["--epochs", "1", "--limit", "4", "--out", "preset"];
    const { code, stdout, stderr } = await nndlHere(
      [...preset, "--data", "text:page.md", "--steps", "20", ...few],
      cwd,
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`20of1 embedding${different}x32 lstm128:every dropout0.3 softmax${different}`);
    const { spec } = await Network.load(join(cwd, "preset/network.safetensors"));
    expect(spec.layers[0]).toMatchObject({ type: "embedding", indices: different });
    const command = /nndl train --preset char-lstm .*/.exec((await nndlHere(["inspect", "preset"], cwd)).stdout);
    expect(command?.[0]).toContain("--steps 20");
    const refused = await nndlHere(preset, cwd);
    expect([refused.code, refused.stderr.includes("--data text:FILE")], refused.stderr).toEqual([2, true]);
    const numbers = await nndlHere([...preset, "--data", "generated:20:2:8"], cwd);
    expect(numbers.code, numbers.stderr).toBe(2);
  });

  test("is followed by what a network holds likely, which is what it writes", async () => {
    const asked = await nndlHere(["predict", "text", "--prompt", "Each", "--json"], cwd);
    const [answer] = jsonLines(asked.stdout) as { next: { character: string; probability: number }[] }[];
    expect(answer!.next).toHaveLength(different);
    const greedy = ["generate", "text", "--prompt", "Each", "--temperature", "0", "--length", "1", "--json"];
    expect(jsonLines((await nndlHere(greedy, cwd)).stdout)[0]!.text).toBe(answer!.next[0]!.character);
    const shown = await nndlHere(["predict", "text", "page.md"], cwd);
    expect([shown.code, shown.stderr]).toEqual([0, ""]);
    expect(shown.stdout).toMatch(/of which it reads the last 10\n\n +after ".*"\n\n +next +probability/);
    for (const [args, complaint] of [
      [["text", "--prompt", "ж"], '"ж" at place 0'],
      [["text", "Each "], "--prompt 'Each '"],
      [["text"], "--prompt"],
      [["text", "--row", "1 2"], "learned from a text"],
      [["text", "page.md", "--prompt", "a"], "not both at once"],
    ] as const) {
      const { code, stderr } = await nndlHere(["predict", ...args], cwd);
      expect([code, stderr.includes(complaint)], stderr).toEqual([2, true]);
    }
    for (const bytes of [Uint8Array.of(97, 255), new Uint8Array(0)]) {
      writeFileSync(join(cwd, "none.txt"), bytes);
      const { code, stderr } = await nndlHere(["predict", "text", "none.txt"], cwd);
      expect([code, stderr.includes("none.txt must be a text")], stderr).toEqual([2, true]);
    }
  });

  test("is looked at", async () => {
    const { code, stdout } = await nndlHere(["data", "text:page.md", "--steps", "10"], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain("sequences of 10 × 1");
    expect(stdout).toMatch(/ 0 {2}"\\n" .*\n +1 {2}" " /);
    expect(stdout).toContain("in stretches of 10, the last tenth to test with");
    const one = await nndlHere(["data", "text:page.md", "--steps", "10", "--index", "3", "--json"], cwd);
    const { labels } = (JSON.parse(one.stdout) as { shown: { labels: number[][] } }).shown;
    expect(labels.map(({ length }) => length)).toEqual([10]);
  });

  test("is gone on with by a network that has learned from another, in that one's alphabet", async () => {
    writeFileSync(join(cwd, "part.md"), characters.slice(0, 2000).join(""));
    const from = ["train", "--from", "text", "--data", "text:part.md", "--epochs", "2", "--lr", "0.1"];
    const straight = await nndlHere([...from, "--out", "further"], cwd);
    expect([straight.code, straight.stderr]).toEqual([0, ""]);
    expect(straight.stdout).not.toContain("drawn anew");
    const before = await Network.load(join(cwd, "text/network.safetensors"));
    const after = await Network.load(join(cwd, "further/network.safetensors"));
    expect([after.preparation, after.spec]).toEqual([before.preparation, before.spec]);
    await nndlHere([...from, "--epochs", "1", "--out", "begun-further"], cwd);
    const resumed = await nndlHere(["train", "--resume", "begun-further", "--epochs", "2"], cwd);
    expect(resumed.stdout).toContain(/sha256 +(\w+)/.exec(straight.stdout)![1]);
    writeFileSync(join(cwd, "strange.md"), `${characters.slice(0, 500).join("")}ж`);
    const strange = await nndlHere(["train", "--from", "text", "--data", "text:strange.md"], cwd);
    expect([strange.code, strange.stderr.includes('"ж" at place 500')], strange.stderr).toEqual([2, true]);
  });

  test("is refused where it is none, and so is what does not go with it", async () => {
    writeFileSync(join(cwd, "bad.txt"), Uint8Array.of(97, 98, 255));
    const refused = async (args: readonly string[]) => {
      const { code, stderr } = await nndlHere([...args], cwd);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused(["train", "--data", "text:bad.txt"])).toContain("0xff at place 2");
    expect(await refused(["train", "--data", "page.md"])).toMatch(/ is text:.*page\.md\.$/m);
    expect(await refused(["data", "generated:20:2:8", "--steps", "5"])).toContain("--steps");
    expect(await refused([...learn, "--layers", "10of1 embedding9x4 lstm5:every softmax9"])).toContain(
      `embedding${different}x4 lstm5:every softmax${different}`,
    );
    expect(await refused([...learn, "--layers", `10of1 embedding${different}x4 lstm5 softmax${different}`])).toContain(
      `Use for example --layers '10of1 embedding${different}x4 lstm5:every softmax${different}'`,
    );
    expect(await refused([...learn, "--layers", `10-5-${different}`])).toContain("Leave --layers out");
    expect(await refused([...learn, "--expand", "book"])).toContain("only images can be expanded");
    expect(await refused(["ensemble", "--train", "2", "--data", "text:page.md"])).toContain("one at each character");
    expect(await refused(["generate", "text", "--prompt", ""])).toContain("a text of one character or more");
    expect(await refused(["predict", "text", "--prompt", ""])).toContain("a text of one character or more");
    expect(await refused(["data", "text:page.md", "--steps", "10", "--label", "1"])).toContain(
      "one at each of 10 steps",
    );
    expect(await refused(["generate", "text", "--prompt", "ж"])).toContain('"ж" at place 0');
  });
});

test("what was drawn at random does not follow one another, which is said where it is carried on", async () => {
  writeFileSync(
    join(cwd, "rows.csv"),
    `a,b,y\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i},${i % 2 ? "x" : "z"}\n`).join("")}`,
  );
  const run = (order: string) =>
    nndlHere(["train", "--data", "rows.csv", "--layers", "2of1 gru3 softmax2", "--epochs", "1", "--order", order], cwd);
  const [carried, fixed] = [await run("carried"), await run("fixed")];
  expect([carried.code, carried.stderr.includes("do not follow one another")], carried.stderr).toEqual([0, true]);
  expect(fixed.stderr).not.toContain("do not follow one another");
});
