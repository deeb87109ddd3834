import { resolve } from "node:path";
import { whole } from "@nndl/words/readers";
import type { Remark } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { exitCodes } from "../errors.ts";
import { checkWritable } from "../files.ts";
import { interruptible } from "../interrupt.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";
import { crossValidate } from "../training/cross-validate.ts";
import { drive } from "../training/drive.ts";
import { countedOf, measuredCells } from "../training/epoch-lines.ts";
import { declareTrainOptions, flagsFrom } from "../training/flags.ts";
import { lock } from "../training/lock.ts";
import { type PreparedRun, prepareNew, prepareResumed, type Request } from "../training/prepare.ts";
import { conclude, introduce, sayInterrupted } from "../training/report.ts";
import { checkFree, newRunFolder, RunFolder, runFolders } from "../training/run-folder.ts";
import { viewFor } from "../training/view.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

export const train: CommandModule = {
  description:
    "Trains a network by mini-batch gradient descent, on MNIST or on data of your own, and keeps everything about it in " +
    "one folder. Without options it trains a network like the book's first. The same options give the same weights, byte " +
    "for byte, on every machine; Ctrl-C saves, and --resume goes on as if nothing had happened.",
  examples: [
    ["nndl train --layers 784-30-10 --cost quadratic --epochs 30 --batch 10 --lr 3", "as in chapter 1"],
    [
      "nndl train --layers 784-100-10 --lr 0.1 --lambda 5 --patience 10",
      "as in chapter 3: regularized, and stopping early",
    ],
    [
      'nndl train --layers "28x28 conv20x5 pool2 dense100 softmax10" --optimizer adam --schedule cosine --epochs 10',
      "convolutional, as in chapter 6, with a modern optimizer",
    ],
    [
      "nndl train --data my-images --limit 1000 --monitor training,test",
      "your own IDX files, and a look at overfitting",
    ],
    [
      "nndl train --preset ksh --init he --batch 8 --lr 0.002 --epochs 5",
      "the network that won ImageNet in 2012, on images made by rule, from first weights that can learn from so few",
    ],
    ["nndl train --resume", "go on with the run that was interrupted last"],
    ["nndl train --resume runs/first --epochs 60", "more epochs for a run that has ended, as if it never had"],
    [
      "nndl train --from runs/first --data my-letters --freeze 1 --class-weights balanced",
      "other classes with what was learned before: a new last layer, the first one as it is",
    ],
  ],

  declare(command) {
    command.argument("[NETWORK]", "a JSON file that describes the network, like --network");
    declareTrainOptions(command);
    command.addOption(
      option("--folds <k>", {
        group: "Measuring and stopping:",
        about:
          "cross-validation: divide the training images into k folds, by class, train k networks, each without one fold, and " +
          "measure each on that one; none is kept",
        read: whole({ min: 2, max: 1000 }),
      }),
    );
  },

  run: (context, { args: [argument], options }) => {
    const { network, ...flags } = flagsFrom(options);
    const file = oneFile(argument, network);
    const { folds } = options as { readonly folds?: number };
    return interruptible((signal) => {
      const request = { file, flags, signal, version: version() };
      return folds === undefined ? trainOnce(context, request) : crossValidate(context, folds, request);
    });
  },
};

/** The file that describes the network: the argument, or the value of --network. */
function oneFile(argument: string | undefined, option: string | undefined): string | undefined {
  if (argument === undefined || option === undefined || resolve(argument) === resolve(option))
    return argument ?? option;
  throw new UsageError("option.network", {
    received: `${argument} and ${option}`,
    expected: "one file must describe the network",
    next: `Leave out one of the two.`,
  });
}

async function trainOnce(context: Context, request: Request): Promise<number> {
  const resumed = request.flags.resume === undefined ? undefined : folderToResume(request, context);
  if (resumed !== undefined) {
    checkWritable(resumed.path);
    resumed.readConfig();
    const unlock = lock(resumed.path);
    try {
      return await carryOut(
        context,
        await whileReading(context, (reading) => prepareResumed(resumed, { ...request, ...reading })),
        resumed.isFinished,
      );
    } finally {
      unlock();
    }
  }
  const prepared = await whileReading(context, (reading) => prepareNew({ ...request, ...reading }));
  const { folder, config } = prepared;
  folder.make();
  const unlock = lock(folder.path);
  try {
    checkFree(folder);
    folder.writeConfig(config);
    return await carryOut(context, prepared, false);
  } finally {
    unlock();
  }
}

async function carryOut(context: Context, prepared: PreparedRun, wasFinished: boolean): Promise<number> {
  const { folder, config, run, checkpoints } = prepared;
  const before = run.progress;
  const missing = folder.keepMetrics(before.epoch);
  const ofMetrics = missing > 0 ? [metricsRemark(folder, missing, before.epoch)] : [];
  introduce(context, { ...prepared, remarks: [...prepared.remarks, ...ofMetrics] });
  folder.writeConfig(config);
  const started = performance.now();
  const main = config.training.watch?.data ?? config.monitor.at(-1);
  const outcome = await drive({
    run,
    view: viewFor(context, {
      cells: measuredCells(
        config.monitor,
        prepared.data.training.targets.kind === "classes",
        main,
        prepared.data.training.labelsEach > 1 && run.network.spec.cost === "log-likelihood",
      ),
      main,
      epochs: config.training.epochs,
      batch: config.training.miniBatchSize,
      from: before,
      counted: countedOf(prepared.data.training),
    }),
    checkpoints: { store: checkpoints, every: config.checkpointEvery },
    onEpoch: (event) => folder.append(event),
  });
  if (outcome.reason === "aborted") {
    sayInterrupted(context, prepared, outcome);
    return exitCodes.interrupted;
  }
  const seconds = (performance.now() - started) / 1000;
  await conclude(context, prepared, { outcome, seconds, isNews: !wasFinished || run.progress.step > before.step });
  return exitCodes.success;
}

function metricsRemark({ name }: RunFolder, missing: number, epochs: number): Remark {
  return {
    code: "run.metrics",
    what: `${name}/metrics.jsonl lacks ${missing === epochs ? "all" : missing} of the ${epochs} epochs that are done: it goes on with what follows.`,
    next: "What they measured is still in the checkpoints, and the curve at the end of the run has it.",
  };
}

/** The run that --resume means; undefined when there is none yet but enough is said to begin one. */
function folderToResume({ file, flags }: Request, context: Context): RunFolder | undefined {
  const { resume, out } = flags;
  if (typeof resume === "string" && out !== undefined && resolve(resume) !== resolve(out))
    throw new UsageError("option.resume", {
      received: `--resume ${resume} and --out ${out}`,
      expected: "a run must go on in its own folder",
      next: "Leave out --out.",
    });
  if (typeof resume === "string") return new RunFolder(resolve(resume));
  const folder = out === undefined ? runFolders()[0] : newRunFolder(out, "", new Date());
  if (folder?.isBegun) return folder;
  const { resume: _, ...others } = flags;
  if (file === undefined && Object.keys(others).length === 0)
    throw new UsageError("option.resume", {
      problem: "there is no run under runs/ to resume",
      next: "Name its folder (--resume DIR), or start a run without --resume.",
    });
  context.remark("There is nothing to resume yet: this run starts from its first weights.");
  return undefined;
}
