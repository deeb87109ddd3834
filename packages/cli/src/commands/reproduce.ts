import type { Experiment } from "@nndl/book";
import { number, path, whole } from "@nndl/words/readers";
import { threads } from "@nndl/words/train-options";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { interruptible } from "../interrupt.ts";
import { option } from "../options/option.ts";
import { openAgainst } from "../reproduction/against.ts";
import { chooseExperiments } from "../reproduction/choose.ts";
import { listExperiments } from "../reproduction/list.ts";
import { type ReproduceOptions, usualCheckpoints } from "../reproduction/options.ts";
import { reproduceAll } from "../reproduction/reproduce-all.ts";
import { UsageError } from "../usage-error.ts";

export const reproduce: CommandModule = {
  description:
    "Runs the book's experiments on the real data, live, and puts the book's figures beside ours. Every seed is a run " +
    "of its own; three or more tell whether seeds explain a difference. Several runs are done side by side, each by a process " +
    "of its own. Each run is kept in a folder, such as runs/ch6-relu-seed-1, with checkpoints: after Ctrl-C or a kill, the same " +
    "command goes on where it stopped, to the same bits, and a finished run is shown again. Where a result of the same run is " +
    "stored, it says whether it came out as recorded. A run of chapter 6 takes minutes to hours. Without a name, the experiments " +
    "are listed.",
  examples: [
    ["nndl reproduce", "every experiment, in the book's order"],
    ["nndl reproduce ch1/first-network", "the book's first network: 95.42 % in the book"],
    ["nndl reproduce E3.10 ch5 --seeds 3", "a row of the book and a whole chapter, with the seeds 1, 2 and 3"],
    ['nndl reproduce "ch6/expanded*" --jobs 2', "all whose names begin so, two at a time"],
    ["nndl reproduce all --quick", "every experiment in its quick form, a few minutes in all"],
    ["nndl reproduce ch1/wider --seed 2 --verify", "done anew, and compared with the stored result, to the bit"],
    ["nndl reproduce --against their-result.json", "the run of which somebody has that result, compared with it"],
    ["nndl reproduce ch6/relu --epochs 2", "a quick look, which is not judged"],
  ],

  declare(command) {
    command
      .argument("[NAME...]", "experiments' names or numbers, chapters (ch1), any of these with * in it, or all")
      .addOption(
        option("--seeds <n>", {
          about: "how many runs, each with a seed of its own",
          read: whole({ min: 1, max: 1000 }),
          usual: "1",
        }),
      )
      .addOption(
        option("--seed <n>", { about: "the first seed", read: whole({ min: 0, max: 2 ** 53 - 1001 }), usual: "1" }),
      )
      .addOption(
        option("--quick", {
          about: "the quick form: under half a minute each, to see it work; only what holds in it is judged",
        }),
      )
      .addOption(
        option("--jobs <n>", {
          about: "how many runs are done at a time",
          read: whole({ min: 1, max: 256 }),
          usual: "as many as the machine has cores",
        }),
      )
      .addOption(
        option("--verify", {
          about:
            "do it anew in a folder of its own, and compare hashes, figures and settings with the stored result; ends with 1 " +
            "where something differs",
        }),
      )
      .addOption(
        option("--against <file>", {
          about: "the same with the result.json of somebody's run, which says itself what it is of",
          read: path,
        }),
      )
      .addOption(option("--list", { about: "list the experiments and run none" }))
      .addOption(
        option("--epochs <n>", {
          about: "a number of epochs other than the book's, of experiments that are trainings",
          read: whole({ min: 1, max: 2 ** 31 - 1 }),
        }),
      )
      .addOption(
        option("--limit <n>", { about: "learn from the first n training images only", read: whole({ min: 1 }) }),
      )
      .addOption(option("--again", { about: "start over, even where a run was kept" }))
      .addOption(option("--out <dir>", { about: "where runs are kept", read: path, usual: "runs" }))
      .addOption(
        option("--checkpoint-every <seconds>", {
          about: "how often to save what resuming needs",
          read: number({ above: 0, max: 86_400 }),
          usual: String(usualCheckpoints),
        }),
      )
      .addOption(
        option("--threads <n>", {
          about: "threads of each run, or auto; they do not change a bit of the result",
          read: threads,
          usual: "auto for one run, 1 for each of several",
        }),
      );
  },

  async run(context, { args, options }) {
    const { experiments } = await import("@nndl/book");
    const names = args.filter((name) => name !== undefined);
    const { list, ...asked } = options as ReproduceOptions & { readonly list?: boolean };
    const chosen = chooseExperiments(names, experiments);
    const isNothing = names.length === 0 && asked.against === undefined;
    if (list === true || (isNothing && Object.keys(asked).length === 0))
      return showList(context, names.length === 0 ? experiments : chosen);
    if (isNothing) throw nothingNamed(asked);
    if (asked.against === undefined) return interruptible((signal) => reproduceAll(context, chosen, asked, signal));
    const against = openAgainst(asked.against, chosen, experiments, asked);
    return interruptible((signal) =>
      reproduceAll(context, [against.experiment], against.options, signal, { against: against.stored }),
    );
  },
};

/** An option that nobody reads would be taken for followed. */
function nothingNamed(asked: object): UsageError {
  const options = Object.keys(asked).map(
    (name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  );
  return new UsageError("experiment.name", {
    received: `${options.join(", ")} and no name`,
    expected: "nndl reproduce must be given experiments to run",
    next: 'Name some, or "all"; "nndl reproduce" lists them.',
  });
}

function showList(context: Context, experiments: readonly Experiment[]): undefined {
  context.emit({ experiments });
  context.print(...listExperiments(experiments, context.out));
}
