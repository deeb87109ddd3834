import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { bytes, plural } from "@nndl/words/numbers";
import { path } from "@nndl/words/readers";
import type { CommandModule } from "../command.ts";
import { writeText } from "../files.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";
import { collect } from "../report/collect.ts";
import { groupsOf } from "../report/groups.ts";
import { generator, reportPage } from "../report/page.ts";
import { readAnswers } from "../report/read-answers.ts";
import { storedResults } from "../report/stored-results.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

interface Options {
  readonly out?: string;
  readonly results?: string | true;
}

const usualOut = "report.html";

export const report: CommandModule = {
  description:
    "Makes one page of runs, which needs no network, no script and nothing beside it: for each training its curves with the best " +
    "epoch marked, what it confuses, what it misreads, drawn, its command and the hash of its weights; for each of the book's " +
    "experiments the claim, the book's number, ours over all seeds, the verdict and why, and the book's curve beside ours. It can " +
    "be read on a phone and printed.",
  examples: [
    ["nndl report", "all runs under runs/, as report.html"],
    ["nndl report runs/first runs/second --out two.html", "two of them"],
    ["nndl report runs/ch3-regularized-seed-1", "a run of an experiment, beside the book"],
    ["nndl report --results", "what is stored of the book's experiments in results/"],
    ["nndl report runs --results", "both"],
  ],

  declare(command) {
    command
      .argument("[FOLDERS...]", "runs, or folders that have some in them (default: runs)")
      .addOption(option("--out <file>", { about: "the page", read: path, usual: usualOut }))
      .addOption(
        option("--results [dir]", {
          about: "also the stored results of the book's experiments",
          read: path,
          usual: "results/, here or in the repository",
        }),
      );
  },

  async run(context, { args, options }) {
    const { out = usualOut, results } = options as Options;
    const file = resolve(out);
    checkReplaceable(file, out);
    const folders = args.filter((each) => each !== undefined);
    const collected = collect(folders, results === true ? storedResults() : results);
    const { leftAlone } = collected;
    // What is no training has nothing to show beside what the experiment came to.
    const shown = new Set(collected.results.map(({ run }) => run?.path));
    const runs = collected.runs.filter(({ path: place, training }) => training !== undefined || !shown.has(place));
    const answered = await whileReading(context, (reading) => readAnswers(context, runs, reading));
    const groups = groupsOf(collected.results);
    const made = { now: new Date(), nndl: version(), node: process.versions.node };
    const page = reportPage({ runs, groups, leftAlone, answered, made });
    writeText(file, page);
    const size = Buffer.byteLength(page);
    context.emit({
      report: file,
      bytes: size,
      runs: runs.map((run) => ({ name: run.name, path: run.path, ...answered.get(run.path) })),
      experiments: groups.map(({ form, summary }) => ({ form: form === "" ? "full" : form, ...summary })),
      leftAlone,
    });
    const what = [
      ...(groups.length === 0 ? [] : [plural(groups.length, "experiment")]),
      ...(runs.length === 0 ? [] : [plural(runs.length, "run")]),
    ];
    context.print(`${context.out.style.green(out)}: ${what.join(" and ")}, ${bytes(size)}. Open it in any browser.`);
    for (const { name, why } of leftAlone) context.remark(`Left out: ${name}: ${why}.`);
    return undefined;
  },
};

/** A page of ours may be made again; nothing else is written over. @throws UsageError "report.file" */
function checkReplaceable(file: string, name: string): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isDirectory())
    throw new UsageError("report.file", {
      problem: `${name} is a folder`,
      next: `Name a file, such as ${join(name, usualOut)}.`,
    });
  // A pipe or a device is written to as it is.
  if (!there?.isFile()) return;
  const head = readFileSync(file, "utf8").slice(0, 1000);
  if (head.includes(`<meta name="generator" content="${generator} `)) return;
  throw new UsageError("report.file", {
    problem: `${name} is there already, and nndl report did not write it`,
    next: "Choose another file with --out, or remove that one.",
  });
}
