/** The built command, as people and programs call it: everything but training. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measurePicture } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const data = writeSmallData(join(cwd, "data"), { training: 90, test: 30, height: 6, width: 6, classes: 4 });

beforeAll(async () => {
  mkdirSync(join(cwd, "part"));
  writeFileSync(join(cwd, "part/train-images-idx3-ubyte"), readFileSync(join(data, "train-images-idx3-ubyte")));
  const { code } = await nndl(
    ["train", "--data", data, "--layers", "36-8-4", "--epochs", "4", "--limit", "60", "--out", "runs/small"],
    cwd,
  );
  expect(code).toBe(0);
});

test("text has no escape codes, and JSON is one object, when nobody sits at a terminal", async () => {
  for (const argv of [
    ["inspect", "runs/small", "--weights"],
    ["evaluate", "--wrong", "2"],
    ["data", "data"],
    ["program"],
    ["reproduce", "--list"],
    ["--help"],
  ]) {
    const { code, stdout, stderr } = await nndl(argv, cwd, { COLORTERM: "truecolor" });
    expect([argv, code, stderr]).toEqual([argv, 0, ""]);
    expect(stdout).not.toContain("\x1b");
    expect(stdout.split("\n").length).toBeGreaterThan(3);
    if (argv[0].startsWith("-")) continue;
    const json = await nndl([...argv, "--json"], cwd);
    expect(jsonLines(json.stdout)).toHaveLength(1);
  }
});

describe("inspect", () => {
  test("tells layers, shapes, counts, norms, the hash and the command", async () => {
    const { stdout } = await nndl(["inspect", "runs/small/network.safetensors", "--json"], cwd);
    const [facts] = jsonLines(stdout) as unknown as [
      {
        parameters: number;
        sha256: string;
        layers: { parameters: { shape: number[]; norm: number; rms: number }[] }[];
        notes: { training: { command: string } };
      },
    ];
    expect(facts.parameters).toBe(36 * 8 + 8 + 8 * 4 + 4);
    expect(facts.layers.map(({ parameters }) => parameters.map(({ shape }) => shape))).toEqual([
      [[8, 36], [8]],
      [[4, 8], [4]],
    ]);
    const [{ norm, rms }] = facts.layers[0].parameters;
    expect(norm / rms).toBeCloseTo(Math.sqrt(36 * 8));
    expect(facts.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.notes.training.command).toContain("--layers 36-8-4");
  });

  test("needs no weights to tell shapes, counts and memory", async () => {
    const layers = "28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10";
    const { code, stdout } = await nndl(["inspect", "--layers", layers, "--json"], cwd);
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ notation: layers, parameters: 85_670, multiplyAdds: 1_633_000 }),
    ]);
    const text = await nndl(["inspect", "--layers", layers], cwd);
    expect(text.stdout).toMatch(/total +85,670 +1,633,000\n/);
    const named = await nndl(["inspect", "--preset", "ksh", "--json"], cwd);
    expect(jsonLines(named.stdout)[0].parameters).toBe(60_965_224);
    writeFileSync(join(cwd, "net.json"), JSON.stringify(jsonLines(stdout)[0].network));
    const described = await nndl(["inspect", "net.json", "--json"], cwd);
    expect(described.stdout).toBe(stdout);
  });

  test.each([
    [["--layers", "28x28 conv20"], "option.layers"],
    [["--layers", "4x4 conv3x5"], "layer.kernel"],
    [["--preset", "kshh"], "option.preset"],
    [["runs/small", "--layers", "784-10"], "inspect.network"],
    [["--layers", "784-10", "--png", "weights.png"], "option.png"],
    [["runs/small", "--png", "nowhere/weights.png"], "option.png"],
  ])("refuses %j", async (options, code) => {
    const { code: exit, stdout, stderr } = await nndlHere(["inspect", ...options, "--json"], cwd);
    expect([exit, stdout]).toEqual([2, ""]);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
  });

  test("draws weights into a PNG", async () => {
    const { code, stdout } = await nndl(["inspect", "runs/small", "--png", "weights.png"], cwd);
    expect([code, stdout]).toEqual([0, expect.stringContaining("weights.png")]);
    const image = measurePicture(readFileSync(join(cwd, "weights.png")), "weights.png");
    // 8 units of 6 × 6, enlarged eight times.
    expect([image.width, image.height]).toEqual([4 * 56 + 8, 2 * 56 + 8]);
  });

  test("draws weights", async () => {
    const { stdout } = await nndl(["inspect", "runs/small", "--weights", "3"], cwd);
    expect(stdout).toContain("first 3 of 8 units");
    expect(stdout).toContain("unit 2,");
  });

  test.each([
    ["nowhere.safetensors", "file.read"],
    ["garbage", "safetensors"],
    ["empty", ""],
    ["data", "network.unfinished"],
  ])("refuses %s", async (name, code) => {
    if (name === "garbage") writeFileSync(join(cwd, name), "not a network at all, only some text");
    if (name === "empty") writeFileSync(join(cwd, name), "");
    const { code: exit, stdout, stderr } = await nndlHere(["inspect", name, "--json"], cwd);
    expect([exit, stdout]).toEqual([2, ""]);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toContain(code);
  });

  test("of the last run, when there is none", async () => {
    const { code, stderr } = await nndl(["inspect"], temporaryDirectory());
    expect([code, stderr]).toEqual([2, expect.stringContaining("nndl train")]);
  });
});

describe("evaluate", () => {
  test("measures the data that the network was trained on", async () => {
    const { code, stdout } = await nndl(["evaluate", "--wrong", "3", "--json"], cwd);
    expect(code).toBe(0);
    const [{ count, correct, confusion, data: source, set, calibration, certain, confused }] = jsonLines(
      stdout,
    ) as unknown as [
      {
        count: number;
        correct: number;
        confusion: number[][];
        data: string;
        set: string;
        calibration: { equalWidth: { bins: { count: number }[] } };
        certain: { most: unknown[]; least: { index: number }[] };
        confused: { times: number }[];
      },
    ];
    expect([count, source, set]).toEqual([30, data, "test"]);
    expect(confusion.flat().reduce((a, b) => a + b)).toBe(30);
    expect(confusion.reduce((sum, row, label) => sum + row[label], 0)).toBe(correct);
    expect(calibration.equalWidth.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(30);
    expect(confused.reduce((sum, { times }) => sum + times, 0)).toBe(30 - correct);
    expect([certain.most.length, certain.least.length]).toEqual([10, 10]);
    const drawn = await nndl(["evaluate", "--unsure", "1"], cwd);
    expect(drawn.stdout).toContain("Is it right as often as it is certain?");
    expect(drawn.stdout).toMatch(new RegExp(` · ${certain.least[0]!.index}\\n`));
  });

  test("refuses data that does not fit, and a set that is not there", async () => {
    const other = writeSmallData(temporaryDirectory());
    const wrong = await nndl(["evaluate", "--data", other], cwd);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("[36]")]);
    expect((await nndl(["evaluate", "--set", "all"], cwd)).code).toBe(2);
  });
});

describe("data", () => {
  test("tells what is there", async () => {
    const { stdout } = await nndl(["data", "data", "--json", "--label", "2", "--count", "3"], cwd);
    const [facts] = jsonLines(stdout) as unknown as [
      { sets: Record<string, { count: number; classes: number[] }>; files: unknown[]; shown: { labels: number[] } },
    ];
    expect([facts.sets.training.count, facts.sets.test.count, facts.files.length]).toEqual([90, 30, 4]);
    expect(facts.sets.training.classes.reduce((a, b) => a + b)).toBe(90);
    expect(facts.shown.labels).toEqual([2, 2, 2]);
  });

  test("says how inputs are made, what was left out, and what it thinks of it", async () => {
    const mixed = writeSmallData(join(cwd, "mixed"), { training: 30, test: 9, classes: 3 });
    writeFileSync(join(mixed, "notes.txt"), "");
    const { stdout, stderr } = await nndl(["data", "mixed", "--count", "0"], cwd);
    for (const part of ["train-images-idx3-ubyte", "training images", "how inputs are made", "notes.txt"])
      expect(stdout).toContain(part);
    expect(stderr).toMatch(/^Note: 1 file was left out: notes.txt/);
    const trained = await nndl(["train", "--data", "mixed", "--epochs", "1", "--out", "mixed-run"], cwd);
    expect(trained.stderr.match(/Note:/g)).toHaveLength(1);
  });

  test("saves what it opened as IDX files that are opened as the same", async () => {
    const saved = await nndl(["data", "data", "--save", "again/idx", "--json"], cwd);
    expect(saved.code).toBe(0);
    expect(jsonLines(saved.stdout)[0].saved).toHaveLength(5);
    for (const name of ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte"])
      expect(readFileSync(join(cwd, "again/idx", name))).toEqual(readFileSync(join(cwd, "data", name)));
  });

  test("draws one image in full, or none", async () => {
    const one = await nndl(["data", "data", "--sheet", "--index", "7"], cwd);
    expect(one.stdout).toContain("number 7");
    expect((await nndl(["data", "data", "--sheet", "--count", "0"], cwd)).stdout).toBe("");
  });

  test("shows what expansion makes of images, and writes a PNG", async () => {
    const options = ["data", "data", "--sheet", "--count", "2", "--expand", "shift=1,rotate=10", "--png", "sheet.png"];
    const { code, stdout } = await nndl(options, cwd);
    expect(code).toBe(0);
    expect(stdout).toContain("epoch 1");
    expect(stdout).toContain("sheet.png");
    expect(readFileSync(join(cwd, "sheet.png")).subarray(1, 4).toString()).toBe("PNG");
    expect((await nndl([...options.slice(0, 6), "book"], cwd)).stdout).toContain("left");
    const [{ shown }] = jsonLines((await nndl([...options, "--json"], cwd)).stdout);
    expect(shown).toMatchObject({ expand: { shift: 1, rotate: 10 }, seed: 1, png: "sheet.png" });
  });

  test.each([
    [["data", "--expand", "rotate=ten"], "option.expand"],
    [["data", "--expand", "rotate=270"], "expansion.distortion"],
    [["data", "--expand", "shift=6"], "expansion.distortion"],
    [["data", "--seed", "3"], "option.seed"],
    [["data", "--png", "no/such/place.png"], "option.png"],
    [["data", "--index", "90"], "option.index"],
    [["data", "--label", "4"], "option.label"],
    [["data", "--set", "validation"], "option.set"],
    [["data", "--as", "idx"], "option.as"],
    [["data", "--save", "data"], "option.save"],
    [["nowhere"], "source.none"],
    [["part"], "idx.missing"],
  ])("refuses %j", async (options, code) => {
    const { code: exit, stderr } = await nndlHere(["data", ...options, "--json"], cwd);
    expect(exit).toBe(2);
    expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
  });
});

test("doctor finds what is essential, and tells what is missing with exit code 1", async () => {
  const { code, stdout } = await nndl(["doctor", "--json"], cwd);
  const [{ ok, checks }] = jsonLines(stdout) as unknown as [
    { ok: boolean; checks: { name: string; status: string }[] },
  ];
  expect([code, ok]).toEqual([0, true]);
  expect(checks.map(({ name }) => name)).toEqual([
    "Node",
    "WebAssembly",
    "threads",
    "memory",
    "MNIST",
    "runs",
    "disk",
    "terminal",
  ]);
  const blocked = temporaryDirectory();
  writeFileSync(join(blocked, "runs"), "a file where the runs would be");
  const missing = await nndl(["doctor"], blocked);
  expect([missing.code, missing.stdout]).toEqual([1, expect.stringContaining("✗ runs")]);
});

test("doctor names what is missing where there is no WebAssembly, and so does what needs it", async () => {
  const environment = { NODE_OPTIONS: "--jitless" };
  const { code, stdout } = await nndl(["doctor", "--json"], cwd, environment);
  const [{ checks }] = jsonLines(stdout) as unknown as [
    { checks: { status: string; found: string; advice: string }[] },
  ];
  expect([code, checks.filter(({ status }) => status === "missing")]).toEqual([
    1,
    [
      expect.objectContaining({
        name: "WebAssembly",
        found: expect.stringContaining("there is none here"),
        advice: expect.stringContaining("Start Node without --jitless"),
      }),
    ],
  ]);
  const training = await nndl(["train", "--epochs", "1", "--limit", "100"], cwd, environment);
  expect([training.code, training.stderr]).toEqual([1, expect.stringMatching(/Error: .*--jitless/)]);
});

test("program runs a demo, and says which there are", async () => {
  const { stdout } = await nndl(["program", "perceptrons"], cwd);
  expect(stdout).toContain("1958 + 2013 = 3971");
  const wrong = await nndl(["program", "percptrons"], cwd);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Did you mean perceptrons?")]);
});

describe("reproduce", () => {
  test("puts the book's figure beside ours, and keeps the run", async () => {
    const { code, stdout } = await nndl(["reproduce", "E1.1", "--epochs", "1", "--limit", "500", "--json"], cwd);
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    expect(lines.map(({ type }) => type)).toEqual(["start", "epoch", "run", "summary"]);
    expect(lines[3]).toMatchObject({
      name: "ch1/first-network",
      figures: { accuracy: { book: 95.42 } },
      verdict: "not judged",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(existsSync(join(String(lines[2].run), "network.safetensors"))).toBe(true);
  });

  test("gives the weights that train gives for the same settings", async () => {
    const same = [
      "--cost",
      "quadratic",
      "--init",
      "gaussian",
      "--batch",
      "10",
      "--lr",
      "3",
      "--epochs",
      "1",
      "--limit",
      "500",
    ];
    const trained = await nndl(["train", "--layers", "784-30-10", ...same, "--json"], cwd);
    const reproduced = await nndl(["reproduce", "ch1/first-network", "--epochs", "1", "--limit", "500", "--json"], cwd);
    expect(jsonLines(trained.stdout).at(-1)?.sha256).toBe(jsonLines(reproduced.stdout).at(-1)?.sha256);
  });

  test("runs several seeds, and says so in plain lines", async () => {
    const { code, stdout } = await nndl(["reproduce", "first-network", "--epochs", "1", "--limit", "200"], cwd);
    expect([code, stdout]).toEqual([2, ""]);
    const seeds = await nndl(
      ["reproduce", "ch1/first-network", "--seeds", "2", "--seed", "7", "--epochs", "1", "--limit", "200"],
      cwd,
    );
    expect(seeds.code).toBe(0);
    expect(seeds.stdout).toMatch(/^ch1\/first-network seed 7: \d/m);
    expect(seeds.stdout).toMatch(/^ch1\/first-network seed 8: \d/m);
    expect(seeds.stdout).toContain("95.42 %");
    expect(seeds.stdout).not.toContain("\x1b");
  });

  test("knows what needs no training", async () => {
    const { stdout } = await nndl(["reproduce", "E1.8"], cwd);
    expect(stdout).toContain("2,225 of 10,000");
  });
});
