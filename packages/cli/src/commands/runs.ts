import { resolve } from "node:path";
import { csvOf } from "@nndl/words/csv";
import { plural } from "@nndl/words/numbers";
import { path, whole } from "@nndl/words/readers";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { writeText } from "../files.ts";
import { option } from "../options/option.ts";
import { compare } from "../runs/compare.ts";
import { epochRows, summaryRows, tableOf } from "../runs/export.ts";
import { findRuns, withMembers } from "../runs/find-runs.ts";
import { listRuns } from "../runs/list-runs.ts";
import { checkRemovable, removeRun } from "../runs/remove.ts";
import { type Selection, selected } from "../runs/select.ts";
import { showComparison } from "../runs/show-compare.ts";
import { runsHere, showList } from "../runs/show-list.ts";
import { quote, UsageError } from "../usage-error.ts";

interface Options extends Selection {
  readonly figure?: string;
  readonly csv?: string | true;
  readonly summary?: boolean;
  readonly yes?: boolean;
}

/** What one can do with runs, and which options each way takes. */
const actions = {
  list: ["filter", "sort", "n"],
  compare: ["filter", "sort", "n", "figure"],
  export: ["filter", "sort", "n", "csv", "summary"],
  remove: ["yes"],
} as const satisfies Readonly<Record<string, readonly (keyof Options)[]>>;

type Action = keyof typeof actions;

export const runs: CommandModule = {
  description:
    "Lists what is kept under runs/: trainings, runs of the book's experiments, ensembles, Boltzmann machines, the newest first. It compares runs " +
    "(what their settings differ in, and their curves over one another), writes them as a table for a spreadsheet, and removes " +
    "those that are named. A folder that cannot be read as a run is named and left alone.",
  examples: [
    ["nndl runs", "all of them, the newest first"],
    ["nndl runs --filter lr=0.5 --filter relu --sort best -n 10", "the ten best of those that have both"],
    ["nndl runs compare first second", "what differs, and both curves in one drawing; a name's beginning is enough"],
    [
      "nndl runs compare --filter experiment=ch3/regularized --figure cost",
      "all runs of an experiment, by their costs",
    ],
    ["nndl runs export --csv epochs.csv", "a row for each epoch of each run"],
    ["nndl runs export first second --summary --csv", "a row for each of two runs, with its settings, on the screen"],
    ["nndl runs remove first", "after a question; --yes asks none"],
  ],

  declare(command) {
    const choosing = "Which runs:";
    command
      .argument("[WHAT...]", "list (when nothing is said), compare, export or remove, and after it the names of runs")
      .addOption(
        option("--filter <text>", {
          about:
            "only runs whose name, network, data, experiment or state has this text in it, or that have a setting: " +
            "lr=0.5, seed=1, layers=784-30-10, state=finished; may be given several times",
          group: choosing,
        }).argParser((text: string, before: readonly string[] | undefined) => [
          ...(before ?? []),
          path(text, "--filter"),
        ]),
      )
      .addOption(
        option("--sort <figure>", {
          about: 'best, last, time, epochs, new or name, or what they measured: accuracy, cost, "validation cost", …',
          read: path,
          usual: "new",
          group: choosing,
        }),
      )
      .addOption(
        option("-n <number>", {
          about: "at most so many",
          read: (text) => whole({ min: 1 })(text, "-n"),
          group: choosing,
        }),
      )
      .addOption(
        option("--figure <name>", {
          about: 'of compare: what is drawn, such as cost or "training accuracy"',
          read: path,
          usual: "what tells which epoch is the best",
          group: "Comparing:",
        }),
      )
      .addOption(
        option("--csv [file]", {
          about: "of export: comma-separated values, into a file or on the screen",
          read: path,
          usual: "on the screen",
          group: "Exporting:",
        }),
      )
      .addOption(
        option("--summary", { about: "of export: a row for each run, not for each epoch", group: "Exporting:" }),
      )
      .addOption(option("--yes", { about: "of remove: without a question", group: "Removing:" }));
  },

  async run(context, { args, options }) {
    const [word = "list", ...names] = args.filter((each) => each !== undefined);
    const action = actionOf(word);
    checkOptions(action, options);
    await doing[action](context, names, options as Options);
    return undefined;
  },
};

const doing: Readonly<Record<Action, (context: Context, names: readonly string[], options: Options) => unknown>> = {
  list(context, names, options) {
    if (names.length > 0)
      throw new UsageError("usage.arguments", {
        problem: `nndl runs list takes no names, but was given ${quote(names[0])}`,
        next: `Look for it with --filter ${names[0]}, or compare some: nndl runs compare.`,
      });
    const listed = listRuns(runsHere());
    showList(context, { ...listed, chosen: selected(listed.runs, options) });
  },

  compare(context, names, { figure, ...selection }) {
    if (names.length === 0 && selection.filter === undefined && selection.n === undefined) compare([], figure);
    showComparison(context, compare(withMembers(chosen(names, selection)), figure));
  },

  export(context, names, { csv, summary, ...selection }) {
    const some = withMembers(chosen(names, selection));
    const rows = summary === true ? summaryRows(some) : epochRows(some);
    context.emit({ rows });
    const text = csvOf(tableOf(rows));
    if (typeof csv !== "string") {
      if (!context.json) context.out.write(text);
      return;
    }
    writeText(resolve(csv), text);
    context.print(`${csv}: ${plural(rows.length, "row")} of ${plural(some.length, "run")}.`);
  },

  async remove(context, names, { yes }) {
    if (names.length === 0)
      throw new UsageError("runs.name", {
        problem: "nndl runs remove was given no names",
        next: 'Name the runs that are to go: nndl runs remove A B. "nndl runs" lists them.',
      });
    const some = findRuns(names);
    // Before the question, and before anything goes.
    for (const run of some) checkRemovable(run);
    if (
      yes !== true &&
      !(await isMeant(
        context,
        some.map((run) => run.name),
      ))
    ) {
      context.print("Nothing is removed.");
      return;
    }
    for (const run of some) removeRun(run);
    context.emit({ removed: some.map((run) => run.path) });
    context.print(`Removed ${some.map((run) => run.name).join(", ")}.`);
  },
};

async function isMeant(context: Context, names: readonly string[]): Promise<boolean> {
  const what = names.length === 1 ? names[0] : `${plural(names.length, "run")} (${names.join(", ")})`;
  const answer = await context.ask(`Remove ${what}, with the network and all checkpoints? [y/N] `);
  if (answer === undefined)
    throw new UsageError("runs.confirm", {
      problem: `nobody is there to say whether ${what} is really to go`,
      next: "Add --yes.",
    });
  return /^y(es)?$/i.test(answer.trim());
}

/** Those that are named, or all of them; as they are asked for. */
function chosen(names: readonly string[], selection: Selection) {
  return selected(names.length > 0 ? findRuns(names) : listRuns(runsHere()).runs, selection);
}

function actionOf(word: string): Action {
  if (Object.hasOwn(actions, word)) return word as Action;
  throw new UsageError("runs.action", {
    received: quote(word),
    expected: `nndl runs must be followed by ${Object.keys(actions).join(", ")}, or by nothing`,
    next: `Write for example nndl runs compare ${word} ANOTHER, or nndl runs --filter ${word}.`,
  });
}

/** An option that nobody reads would be taken for followed. */
function checkOptions(action: Action, options: Readonly<Record<string, unknown>>): void {
  const known: readonly string[] = actions[action];
  const stranger = Object.entries(options).find(
    ([name, value]) => value !== undefined && isOwn(name) && !known.includes(name),
  );
  if (stranger === undefined) return;
  const [name] = stranger;
  const flag = name === "n" ? "-n" : `--${name}`;
  const users = Object.entries(actions).filter(([, names]) => (names as readonly string[]).includes(name));
  throw new UsageError(`option.${name}`, {
    problem: `${flag} is not for nndl runs ${action}`,
    next: `Leave it out; it belongs to ${users.map(([each]) => each).join(", ")}.`,
  });
}

/** Those of this command; --json and the like are read elsewhere. */
function isOwn(name: string): boolean {
  return Object.values(actions).some((names) => (names as readonly string[]).includes(name));
}
