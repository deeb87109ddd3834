import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findExperiment, type Measured, predictionInterval, readStored, summarize, withUnit } from "@nndl/book";
import { percent } from "@nndl/words/numbers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { attribute, byId, type ParsedPage, parsePage, textOf, within } from "../testing/html.ts";
import { nndlHere } from "../testing/in-process.ts";
import { writeExperiment, writeRun } from "../testing/run-folders.ts";
import { temporaryDirectory, writeSmallData } from "../testing/small-data.ts";
import { dark, light } from "./styles.ts";

/** One run on a few pictures, trained once for all tests; and where each test works. */
const trained = temporaryDirectory();
const data = writeSmallData(join(trained, "data"), { training: 90, test: 30, height: 6, width: 6, classes: 4 });
let cwd: string;

beforeAll(async () => {
  const options = ["--layers", "36-8-4", "--epochs", "4", "--lr", "0.3", "--monitor", "training,test"];
  const { code } = await nndlHere(["train", "--data", data, ...options, "--out", "small"], trained);
  expect(code).toBe(0);
});

beforeEach(() => {
  cwd = temporaryDirectory();
});

function addTrained(name = "small"): string {
  const path = join(cwd, "runs", name);
  cpSync(join(trained, "small"), path, { recursive: true, preserveTimestamps: true });
  return path;
}

async function report(...args: string[]): Promise<{ html: string; page: ParsedPage; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await nndlHere(["report", ...args], cwd);
  expect([code, code === 0 ? "" : stderr]).toEqual([0, ""]);
  const out = args.includes("--out") ? args[args.indexOf("--out") + 1] : "report.html";
  const html = readFileSync(join(cwd, out), "utf8");
  return { html, page: parsePage(html), stdout, stderr };
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout } = await nndlHere([...args, "--json"], cwd);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function refused(...args: string[]): Promise<{ code: string; message: string }> {
  const { code, stdout, stderr } = await nndlHere(["report", ...args, "--json"], cwd);
  expect([code, stdout]).toEqual([2, ""]);
  return (JSON.parse(stderr) as { error: { code: string; message: string } }).error;
}

/** Elements that would fetch something, or run it. */
const outside = ["script", "link", "iframe", "object", "embed", "img", "base", "form"];

/** Whether an address is a place in the page, or holds its picture itself. */
function isInside(address: string, ids: ReadonlySet<string>): boolean {
  return address.startsWith("#") ? ids.has(address.slice(1)) : /^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(address);
}

/** Everything that a page must be, whatever is in it. */
function expectSound({ html, page }: { html: string; page: ParsedPage }): void {
  expect(page.errors).toEqual([]);
  const ids = page.elements.flatMap((element) => attribute(element, "id") ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(ids);
  const problems = page.elements.flatMap((element) => {
    const { tagName, attrs } = element;
    const label = attribute(element, "aria-label");
    const [isPicture, isHidden] = [attribute(element, "role") === "img", attribute(element, "aria-hidden") === "true"];
    return [
      ...(outside.includes(tagName) ? [tagName] : []),
      ...attrs.filter(({ name }) => /^on|^src|^style$|^action/.test(name)).map(({ name }) => name),
      ...attrs.filter(({ name, value }) => name === "href" && !isInside(value, known)).map(({ value }) => value),
      ...((isPicture || tagName === "svg") && !isHidden && !label ? [`${tagName} without a label`] : []),
    ];
  });
  expect(problems).toEqual([]);
  const styles = textOf(page.elements.find(({ tagName }) => tagName === "style")!);
  expect(styles).not.toMatch(/url\(|@import|expression/);
  expect(html).not.toMatch(/NaN|undefined|\[object/);
  const levels = page.elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []).map(Number);
  expect(levels[0]).toBe(1);
  expect(levels.filter((level, i) => i > 0 && level - levels[i - 1] > 1)).toEqual([]);
}

describe("a training", () => {
  test("stands in the page with its own numbers, mistakes, command and hash", async () => {
    const path = addTrained();
    const found = await report();
    expectSound(found);
    const section = byId(found.page, "run-1");
    const text = textOf(section);
    const lines = readFileSync(join(path, "metrics.jsonl"), "utf8").trimEnd().split("\n");
    const epochs = lines.map(
      (line) => JSON.parse(line) as { epoch: number; evaluations: Record<string, { accuracy: number; cost: number }> },
    );
    const accuracies = epochs.map(({ evaluations }) => evaluations.test.accuracy);
    const best = Math.max(...accuracies);
    expect(text).toContain(`best test accuracy ${percent(best)} in epoch ${accuracies.indexOf(best)}`);
    expect(text).toContain(`last test accuracy ${percent(accuracies[3])}`);
    expect(text).toContain("4 of 4");

    const { confusion, correct, sha256, classes } = (await json("evaluate", "runs/small")) as {
      confusion: number[][];
      correct: number;
      sha256: string;
      classes: { name: string; precision: number; recall: number; f1: number }[];
    };
    const table = within(section, "table").find((each) => attribute(each, "class") === "confusion")!;
    const cells = within(table, "tr")
      .slice(1)
      .map((row) => within(row, "td").map((cell) => Number(textOf(cell))));
    expect(cells).toEqual(confusion);
    expect(text).toContain(`${correct} of 30 read correctly`);
    for (const { name, precision, recall, f1 } of classes)
      expect(text).toContain([name, ...[precision, recall, f1].map((value) => value.toFixed(3))].join(" "));
    expect(text).toContain(sha256);
    // The list has it from the card, without opening the network.
    expect(await json("runs")).toMatchObject({ runs: [{ sha256 }] });
    const { command } = JSON.parse(readFileSync(join(path, "config.json"), "utf8")) as { command: string };
    expect(text).toContain(command);

    const digits = within(section, "li").filter((item) => within(item, "use").length === 1);
    expect(digits).toHaveLength(Math.min(12, 30 - correct));
    // Two curves in each of two charts, and the same numbers as a table.
    expect(within(section, "path").filter((each) => attribute(each, "class")?.startsWith("line"))).toHaveLength(
      2 * 2 + 2 * 2,
    );
    const label = within(section, "svg")
      .map((each) => attribute(each, "aria-label"))
      .find((each) => each?.includes("The test accuracy"));
    expect(label).toContain(`its best is ${percent(best)} in epoch ${accuracies.indexOf(best)}`);
    const numbers = within(section, "details").map(textOf)[0];
    for (const accuracy of accuracies) expect(numbers).toContain(percent(accuracy));
  });

  test("that is interrupted has its curves so far, and how to go on", async () => {
    writeRun(join(cwd, "runs", "half"), { accuracies: [0.5], finished: false });
    writeRun(join(cwd, "runs", "none"), { accuracies: [], finished: false });
    const found = await report();
    expectSound(found);
    const text = found.page.elements
      .filter(({ tagName }) => tagName === "section")
      .map(textOf)
      .join(" ");
    expect(text).toContain("nndl train --resume runs/half");
    expect(text).toContain("1 of 3");
    expect(text).toContain("No epoch is over yet.");
  });

  test("whose network or data cannot be read still has the rest, and the reason", async () => {
    const path = addTrained();
    writeFileSync(join(path, "network.safetensors"), "half a network");
    const { page } = await report("--out", "damaged.html");
    expect(textOf(byId(page, "run-1"))).toMatch(/What it confuses cannot be told: .*network\.safetensors/);
    rmSync(join(cwd, "runs"), { recursive: true });
    addTrained();
    renameSync(data, `${data}-away`);
    try {
      const away = await report("--out", "away.html");
      expectSound(away);
      expect(textOf(byId(away.page, "run-1"))).toContain("What it confuses cannot be told");
    } finally {
      renameSync(`${data}-away`, data);
    }
  });

  test("is read once: the next report has the answers, until the network is another", async () => {
    const path = addTrained();
    const kept = () => readdirSync(join(cwd, "runs/.data/answers")).sort();
    await report("--no-cache");
    expect(existsSync(join(cwd, "runs/.data"))).toBe(false);
    const first = await report();
    expect(kept()).toHaveLength(1);
    const [file] = kept();
    const stored = JSON.parse(readFileSync(join(cwd, "runs/.data/answers", file), "utf8"));
    stored.answers.data = "from what was kept";
    writeFileSync(join(cwd, "runs/.data/answers", file), JSON.stringify(stored));
    expect((await report()).html).toContain("from what was kept");
    writeFileSync(join(cwd, "runs/.data/answers", file), "half a file");
    expect((await report()).html).toBe(first.html);
    const network = join(path, "network.safetensors");
    utimesSync(network, new Date(), new Date(Date.now() + 5000));
    await report();
    expect(kept()).toHaveLength(2);
  });

  test("has its answers from the training, as they are read otherwise", async () => {
    const options = ["--data", data, "--layers", "36-5-4", "--epochs", "1", "--out", "runs/trained"];
    expect((await nndlHere(["train", ...options], cwd)).code).toBe(0);
    const found = await report();
    expectSound(found);
    expect(found.html).toContain('class="confusion"');
    expect(found.html).toBe((await report("--no-cache")).html);
    // Nothing was read for it.
    expect(existsSync(join(cwd, "runs/.data"))).toBe(false);
  });

  test("of values has R² and errors in place of a confusion matrix", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${(i % 7) - (i % 5)}`);
    writeFileSync(join(cwd, "table.csv"), `a,b,difference\n${rows.join("\n")}\n`);
    const options = ["--data", "table.csv", "--layers", "2-4-1", "--epochs", "3", "--out", "runs/values"];
    expect((await nndlHere(["train", ...options], cwd)).code).toBe(0);
    const found = await report();
    expectSound(found);
    const text = textOf(byId(found.page, "run-1"));
    expect(text).toContain("R²");
    expect(text).toContain("difference");
    expect(found.html).not.toContain('class="confusion"');
  });
});

describe("an experiment of the book", () => {
  const experiment = findExperiment("ch3/regularized");
  const stored = fileURLToPath(new URL("../../../../results", import.meta.url));
  const accuracies = [96.2, 96.5, 96.1, 96.4];
  const course = (last: number) => Array.from({ length: 30 }, (_, epoch) => [epoch, 9200 + epoch + last] as const);
  /** What the program measures, with numbers that are known. */
  const measuredWith = (accuracy: number, last: number): Measured => {
    const { measured } = readStored(readFileSync(join(stored, experiment.name, "seed-1.json"), "utf8"), "");
    return { ...measured, accuracy, course: course(last) };
  };
  const write = (form = "") =>
    accuracies.forEach((accuracy, i) => {
      const path = join(cwd, "runs", `seed-${i}${form}`);
      writeExperiment(path, { name: experiment.name, seed: i + 1, form, measured: measuredWith(accuracy, i) });
    });

  test("has the claim, the book's number, ours over seeds, the verdict and why, and both curves", async () => {
    write();
    const found = await report();
    expectSound(found);
    const section = byId(found.page, "ch3-regularized");
    const text = textOf(section);
    const results = accuracies.map((accuracy, i) => ({
      ...{ name: experiment.name, seed: i + 1, form: "full" as const },
      measured: measuredWith(accuracy, i),
    }));
    const { figures, verdict } = summarize(experiment, results);
    expect(text).toContain(experiment.claim);
    expect(text).toContain(experiment.note);
    expect(text).toContain("test accuracy 96.49 % 96.10 % 96.30 % 96.50 %");
    expect(text).toContain(verdict);
    for (const { explanation } of Object.values(figures)) expect(text).toContain(explanation);
    const charts = within(section, "svg");
    const dots = charts[0];
    const curves = charts.find((chart) => attribute(chart, "aria-label")?.includes("test images read correctly"))!;
    const { lowest } = predictionInterval(accuracies);
    expect(attribute(dots, "aria-label")).toContain(withUnit({ unit: "%" }, lowest));
    expect(within(dots, "title").map(textOf)).toContain("seed 2: 96.50 %");
    const book = within(curves, "path").findLast((path) => attribute(path, "class") === "dots tone-2")!;
    const legend = textOf(curves);
    expect(legend).toContain("ours, 4 seeds");
    expect(legend).toContain("the book");
    expect(within(curves, "path").filter((path) => attribute(path, "class") === "thin tone-1")).toHaveLength(4 + 1);
    expect(attribute(book, "d")).toMatch(/^M4,0h0/);
    // As a table, too: the median of four, and the book's 9,212 in its first epoch.
    expect(text).toMatch(/\b0 9,200 9,201\.5 9,203 9,212\b/);
  });

  test("that is no training has no section of its own as a run; one that is links to it", async () => {
    writeExperiment(join(cwd, "runs", "dark"), { name: "ch1/average-darkness", measured: { accuracy: 22.25 } });
    const { path } = writeRun(join(cwd, "runs", "both"), { finished: false });
    writeExperiment(path, { name: experiment.name, seed: 7, measured: measuredWith(96, 0) });
    const found = await report();
    expectSound(found);
    expect(found.stdout).toContain("2 experiments and 1 run");
    const links = within(byId(found.page, "ch3-regularized"), "a").map((each) => attribute(each, "href"));
    expect(links).toEqual(["#run-1"]);
    expect(within(byId(found.page, "run-1"), "a").map((each) => attribute(each, "href"))).toEqual(["#ch3-regularized"]);
    expect(textOf(byId(found.page, "ch1-average-darkness"))).toContain("It is the book's 22.25 % exactly.");
  });

  test("in its quick form stands apart, and is not judged", async () => {
    write();
    write("quick");
    const found = await report();
    expectSound(found);
    const quick = textOf(byId(found.page, "ch3-regularized-quick"));
    expect(quick).toContain("not judged");
    expect(quick.match(/Some run was shorter than the book's\./g)).toHaveLength(1);
  });

  test("of another version is named and left out", async () => {
    writeExperiment(join(cwd, "runs", "old"), { name: experiment.name, measured: { correct: 1 } });
    writeRun(join(cwd, "runs", "good"), { finished: false });
    mkdirSync(join(cwd, "runs", "broken"));
    writeFileSync(join(cwd, "runs", "broken", "config.json"), "{");
    const { page, stderr } = await report();
    const text = textOf(byId(page, "content"));
    expect(text).toMatch(/runs\/old : its result has no figure "accuracy"/);
    expect(text).toMatch(/runs\/broken : its config\.json is damaged/);
    expect(stderr).toContain("runs/broken");
  });

  test("stored in results/ has every experiment there, beside runs of ours where both are asked for", async () => {
    const { page, html } = await report("--results");
    expectSound({ page, html });
    const names = readdirSync(stored).flatMap((chapter) =>
      readdirSync(join(stored, chapter))
        // Some have their quick form only.
        .filter((name) => readdirSync(join(stored, chapter, name)).some((file) => file.startsWith("seed-")))
        .map((name) => `${chapter}-${name}`),
    );
    for (const name of names) expect(textOf(byId(page, name))).toMatch(/The book: ?/);
    write();
    const both = await json("report", "runs", "--results", stored, "--out", "both.html");
    // The runs of ours take the place of stored ones with their seeds.
    expect(both.experiments).toContainEqual(
      expect.objectContaining({
        name: "ch3/regularized",
        seeds: [1, 2, 3, 4, 5],
        figures: expect.objectContaining({ accuracy: expect.objectContaining({ max: 96.5 }) }) as unknown,
      }),
    );
    expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  });
});

describe("a page", () => {
  test("cannot be written by names", async () => {
    const evil = `"><img src=x onerror=alert(1)>'&<script>`;
    const { path } = writeRun(join(cwd, "runs", evil), { finished: false });
    const config = readFileSync(join(path, "config.json"), "utf8");
    const hostile = JSON.parse(config) as { data: { name: string; source: string }; command: string };
    hostile.data.name = `</title><script>alert(2)</script>\u202egnp`;
    hostile.data.source = "</style><svg onload=alert(3)>";
    hostile.command = "<!-- ]]> --><b>";
    writeFileSync(join(path, "config.json"), JSON.stringify(hostile));
    const found = await report();
    expectSound(found);
    expect(textOf(byId(found.page, "run-1"))).toContain(`runs/${evil}`);
    expect(textOf(byId(found.page, "run-1"))).toContain("</title><script>alert(2)</script>\ufffdgnp");
  });

  test("of many runs stays small, and says what it leaves out", async () => {
    const accuracies = Array.from({ length: 60 }, (_, i) => 0.9 + i / 1000);
    for (let i = 0; i < 30; i++)
      writeRun(join(cwd, "runs", `run-${i}`), { seed: i, epochs: 60, accuracies, finished: false });
    const found = await report();
    expectSound(found);
    expect(found.html).not.toContain("The numbers of these curves");
    expect(found.html).toContain("nndl runs export --csv");
    expect(found.page.elements.filter(({ tagName }) => tagName === "section")).toHaveLength(30);
    expect(statSync(join(cwd, "report.html")).size).toBeLessThan(240_000);
  });

  test("has the colours of the lab, by day and by night", () => {
    const file = fileURLToPath(new URL("../../../lab/src/styles/tokens.css", import.meta.url));
    const [day, night] = readFileSync(file, "utf8").split("@media");
    for (const [tokens, css] of [
      [light, day],
      [dark, night],
    ] as const)
      for (const [name, value] of Object.entries(tokens)) expect(css).toContain(`--${name}: ${value};`);
  });

  test("takes its own place again, but no other file's", async () => {
    writeRun(join(cwd, "runs", "a"), { finished: false });
    await report();
    await report();
    writeFileSync(join(cwd, "thesis.html"), "<!doctype html><title>My thesis</title>");
    expect((await refused("--out", "thesis.html")).code).toBe("report.file");
    expect((await refused("--out", "runs")).code).toBe("report.file");
    expect(readFileSync(join(cwd, "thesis.html"), "utf8")).toContain("My thesis");
  });

  test("is told of as JSON", async () => {
    addTrained();
    const told = await json("report");
    expect(told).toMatchObject({
      report: join(cwd, "report.html"),
      runs: [{ name: "runs/small", answers: { report: { count: 30 } } }],
      experiments: [],
      leftAlone: [],
    });
  });
});

describe("refused, with what to do", () => {
  test.each([
    [[], "report.runs", "nndl train --epochs 5"],
    [["nowhere"], "report.runs", "nndl runs"],
    [["--results", "nowhere"], "option.results", "leave --results out"],
    [["--results", "empty"], "report.runs", "nndl reproduce"],
    [["empty"], "report.runs", "nndl train"],
    [["broken"], "runs.damaged", "left as it is"],
    [["file"], "report.runs", "folders of runs"],
  ])("%j", async (args, code, advice) => {
    mkdirSync(join(cwd, "empty"));
    mkdirSync(join(cwd, "broken"));
    writeFileSync(join(cwd, "file"), "");
    writeFileSync(join(cwd, "broken", "config.json"), "{");
    const error = await refused(...args);
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(advice)]);
    expect(existsSync(join(cwd, "report.html"))).toBe(false);
  });
});
