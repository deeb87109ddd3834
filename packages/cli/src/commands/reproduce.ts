import type { Experiment } from "@nndl/book";
import { number, path, whole } from "@nndl/words/readers";
import { threads } from "@nndl/words/train-options";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { interruptible } from "../interrupt.ts";
import { closest } from "../options/closest.ts";
import { option } from "../options/option.ts";
import { listExperiments } from "../reproduction/list.ts";
import { type ReproduceOptions, reproduceAll, usualCheckpoints } from "../reproduction/reproduce-all.ts";
import { quote, UsageError } from "../usage-error.ts";

export const reproduce: CommandModule = {
  description:
    "Runs one of the book's experiments on the real data, live, and puts the book's figure beside ours. Every seed is a run " +
    "of its own; three or more tell whether seeds explain the difference. Each is kept in a folder of its own, such as " +
    "runs/ch6-relu-seed-1, with checkpoints: after Ctrl-C or a kill, the same command goes on where it stopped, to the same " +
    "bits, and a finished run is shown again. A run of chapter 6 takes minutes to hours. Without a name, the " +
    "experiments are listed.",
  examples: [
    ["nndl reproduce", "every experiment, in the book's order"],
    ["nndl reproduce ch1/first-network", "the book's first network: 95.42 % in the book"],
    ["nndl reproduce E3.10 --seeds 3", "by its number, with the seeds 1, 2 and 3"],
    ["nndl reproduce ch5 --seeds 5", "all of a chapter, each with five seeds"],
    ["nndl reproduce ch6/relu --epochs 2", "a quick look, which is not judged"],
    ["nndl reproduce ch6/ensemble", "the vote of the runs of ch6/dropout with the seeds 1 to 5"],
  ],

  declare(command) {
    command
      .argument("[NAME]", "an experiment's name or number, a chapter (ch1), or all")
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
      .addOption(option("--list", { about: "list the experiments and run none" }))
      .addOption(
        option("--epochs <n>", {
          about: "a number of epochs other than the book's",
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
          about: "threads, or auto; they do not change a bit of the result",
          read: threads,
          usual: "auto",
        }),
      );
  },

  async run(context, { args: [name], options }) {
    const { experiments } = await import("@nndl/book");
    const { list, ...rest } = options as ReproduceOptions & { readonly list?: boolean };
    const chosen = name === undefined ? experiments : choose(name, experiments);
    if (name === undefined || list === true) return showList(context, chosen);
    return interruptible((signal) => reproduceAll(context, chosen, rest, signal));
  },
};

function showList(context: Context, experiments: readonly Experiment[]): undefined {
  context.emit({ experiments });
  context.print(...listExperiments(experiments, context.out));
}

function choose(name: string, experiments: readonly Experiment[]): readonly Experiment[] {
  if (name === "all") return experiments;
  const chosen = experiments.filter(
    (experiment) =>
      experiment.name === name ||
      experiment.id.toLowerCase() === name.toLowerCase() ||
      experiment.name.startsWith(`${name}/`),
  );
  if (chosen.length > 0) return chosen;
  const names = experiments.flatMap((experiment) => [
    experiment.name,
    experiment.name.replace(/^.*\//, ""),
    experiment.id,
  ]);
  const near = closest(name, names);
  throw new UsageError("experiment.name", {
    received: quote(name),
    expected: "nndl reproduce must be given the name of an experiment",
    next: `${near === undefined ? "" : `Did you mean ${experiments.find((e) => e.name.endsWith(near) || e.id === near)?.name}? `}"nndl reproduce" lists them.`,
  });
}
