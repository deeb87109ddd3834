import { shellQuote } from "@nndl/words/shell-quote";
import { judgeEnsemble } from "nndl/ensemble";
import { splitNamed } from "nndl/sources";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { EnsembleFolder } from "../ensemble/folder.ts";
import { memberArguments } from "../ensemble/member-options.ts";
import { declareEnsembleOptions, type EnsembleOptions, usualWrong } from "../ensemble/options.ts";
import { asJson, report, writeMistakes } from "../ensemble/report.ts";
import { trainTogether } from "../ensemble/train-together.ts";
import { exitCodes } from "../errors.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { interruptible } from "../interrupt.ts";
import { type OpenedNetwork, openNetwork } from "../open-network.ts";
import { UsageError } from "../usage-error.ts";

export const ensemble: CommandModule = {
  description:
    "Lets several networks read the same images together: by vote, as in chapter 6, and by the mean of their outputs. It " +
    "says how well each does on its own and where they agree, and shows what they misread. With --train it first trains them, " +
    "all with the same settings but different seeds, as many at a time as the machine has cores; Ctrl-C saves them, and the same command " +
    "goes on.",
  examples: [
    ["nndl ensemble runs/a runs/b runs/c", "three trained networks together"],
    [
      "nndl ensemble *.safetensors --by average --png mistakes.png",
      "what they misread by averaged outputs, as an image",
    ],
    ["nndl ensemble --train 5 --preset book:ch6/relu --out runs/five", "five networks of chapter 6, and their vote"],
    ["nndl ensemble --train 3 --layers 784-100-10 --epochs 10 --seed 7", "three, with the seeds 7, 8 and 9"],
    ["nndl ensemble --resume", "go on with the ensemble that was interrupted last"],
  ],

  declare(command) {
    declareEnsembleOptions(command);
  },

  async run(context, { args, options }) {
    const given = args.filter((each) => each !== undefined);
    const own = options as EnsembleOptions;
    if (own.train === undefined && own.resume === undefined) {
      refuseTraining(options);
      return judgeTogether(context, await openMembers(given), own);
    }
    refuseText(own);
    const folder = await interruptible((signal) => trainTogether(context, given, options, signal));
    if (folder === undefined) return exitCodes.interrupted;
    return judgeTogether(context, await openMembers([folder.path]), own);
  },
};

/** Refuses, before anything is trained, what has no single class for an example to vote on. */
function refuseText({ data }: EnsembleOptions): void {
  if (data === undefined || splitNamed(data)?.name !== "text") return;
  throw new UsageError("option.data", {
    received: `--data ${data}`,
    expected: "an ensemble votes on one class for each example, and a text has one at each character",
    next: `Train a network by itself: nndl train --data ${shellQuote(data)}.`,
  });
}

/** Refuses options that would do nothing, as nothing is trained. */
function refuseTraining({ data: _, ...options }: Readonly<Record<string, unknown>>): void {
  const { seed, jobs, out } = options as EnsembleOptions;
  const given = Object.entries({ seed, jobs, out }).find(([, value]) => value !== undefined);
  const flag = given === undefined ? memberArguments(options)[0] : `--${given[0]}`;
  if (flag === undefined) return;
  throw new UsageError(`option.${flag.slice(2)}`, {
    problem: `${flag} is for training an ensemble, but neither --train nor --resume is given`,
    next: `Leave out ${flag}, or say how many networks to train: --train 5.`,
  });
}

/** The networks that the arguments name; the folder of an ensemble stands for its members. */
async function openMembers(args: readonly string[]): Promise<readonly OpenedNetwork[]> {
  if (args.length === 0)
    throw new UsageError("ensemble.networks", {
      problem: "nndl ensemble was given no networks",
      next: "Name some (nndl ensemble runs/a runs/b), or train them: nndl ensemble --train 5.",
    });
  const files = args.flatMap((argument) => {
    const folder = new EnsembleFolder(argument);
    return folder.isBegun ? folder.members(folder.read()).map(({ path: file }) => file) : [argument];
  });
  const members: OpenedNetwork[] = [];
  for (const file of files) members.push(await openNetwork(file));
  return members;
}

async function judgeTogether(
  context: Context,
  members: readonly OpenedNetwork[],
  { data, set = "test", by = "vote", wrong = usualWrong, png }: EnsembleOptions,
): Promise<undefined> {
  const { sets, examples } = await openTrainedSet(members[0].network, data, set);
  const judgement = await judgeEnsemble(
    members.map(({ network }) => network),
    examples,
  );
  const judged = { members, judgement, examples, title: `${sets.name}, ${set}`, by, wrong };
  if (png !== undefined && judgement[by].mistakes.length > 0) writeMistakes(png, judged);
  context.emit({ type: "ensemble", data: sets.source, set, ...asJson(judged) });
  if (!context.json) report(context, judged);
  if (png === undefined) return;
  context.print("", judgement[by].mistakes.length > 0 ? `  ${png} shows them all.` : `  Nothing to write to ${png}.`);
}
