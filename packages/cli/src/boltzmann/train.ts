/** `nndl boltzmann` at work: machines trained one upon another, in a folder that a killed training goes on in. */
import { duration, plural, significant, speed } from "@nndl/words/numbers";
import type { Dataset } from "nndl";
import {
  BeliefNet,
  BoltzmannMachine,
  beliefMachines,
  decodeMachineCheckpoint,
  encodeMachineCheckpoint,
  type GreedyOptions,
  type MachineRun,
  measureMachine,
  trainGreedily,
} from "nndl/generative";
import type { Context } from "../context.ts";
import { openData } from "../data-sets.ts";
import { checkWritable, makeFolder, writeText } from "../files.ts";
import { whileReading } from "../reading-progress.ts";
import { bar } from "../terminal/bar.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { lock } from "../training/lock.ts";
import { UsageError } from "../usage-error.ts";
import { type BoltzmannConfig, BoltzmannFolder, newBoltzmannFolder, newestBoltzmann } from "./folder.ts";
import { type BoltzmannOptions, usual } from "./options.ts";

/** Seconds from one checkpoint to the next, within an epoch and between two of them. */
const checkpointEvery = { miniBatches: 60, epochs: 5 };

/** Trains, and says how it goes; undefined after an interruption. */
export async function trainMachines(
  context: Context,
  options: BoltzmannOptions,
  signal: AbortSignal,
): Promise<BoltzmannFolder | undefined> {
  const { folder, config } = begin(options);
  const { data } = await whileReading(context, async (reading) => {
    const sets = await openData({ data: config.data, limit: config.limit, ...reading });
    return { data: sets.training };
  });
  makeFolder(folder.path);
  const unlock = lock(folder.path);
  try {
    if (!folder.isBegun) folder.write(config);
    return await train(context, folder, config, data, options.threads ?? "auto", signal);
  } finally {
    unlock();
  }
}

/** The folder, and what is to be trained in it. */
function begin(options: BoltzmannOptions): { readonly folder: BoltzmannFolder; readonly config: BoltzmannConfig } {
  const { resume, out, threads: _, ...asked } = options;
  if (resume === undefined) {
    const config = complete(asked);
    if (out !== undefined) checkWritable(out);
    const folder = newBoltzmannFolder(out, config.hidden, new Date());
    if (folder.isBegun)
      throw new UsageError("option.out", {
        problem: `${folder.name} has a training in it already`,
        next: `Go on with it (nndl boltzmann --resume ${folder.name}), or choose another folder.`,
      });
    return { folder, config };
  }
  const given = Object.keys({ ...asked, ...(out === undefined ? {} : { out }) })[0];
  if (given !== undefined)
    throw new UsageError(`option.${given}`, {
      problem: `a training that is resumed goes on with its own settings, so --${given} has no effect beside --resume`,
      next: "Leave out one of the two.",
    });
  const folder = resume === true ? newestBoltzmann() : new BoltzmannFolder(resume);
  if (folder === undefined)
    throw new UsageError("boltzmann.none", {
      problem: "no training of a machine was begun under runs/",
      next: "Begin one: nndl boltzmann --hidden 500.",
    });
  return { folder, config: folder.read() };
}

function complete(asked: Omit<BoltzmannOptions, "resume" | "out" | "threads">): BoltzmannConfig {
  const units = asked.units ?? "binary";
  const { limit, sparsity } = asked;
  return {
    hidden: asked.hidden ?? usual.hidden,
    units,
    classes: asked.classes ?? false,
    seed: asked.seed ?? usual.seed,
    epochs: asked.epochs ?? usual.epochs,
    batch: asked.batch ?? usual.batch,
    lr: asked.lr ?? (units === "gaussian" ? usual.lr / 50 : usual.lr),
    steps: asked.steps ?? usual.steps,
    persistent: asked.persistent ?? false,
    momentum: asked.momentum ?? 0,
    decay: asked.decay ?? 0,
    examples: asked.examples ?? (units === "gaussian" ? "given" : "drawn"),
    data: asked.data ?? "mnist",
    ...(limit === undefined ? {} : { limit }),
    ...(sparsity === undefined ? {} : { sparsity }),
  };
}

async function train(
  context: Context,
  folder: BoltzmannFolder,
  config: BoltzmannConfig,
  data: Dataset,
  threads: number | "auto",
  signal: AbortSignal,
): Promise<BoltzmannFolder | undefined> {
  const { hidden, units, seed } = config;
  const classes = config.classes ? classesOf(data) : 0;
  const machines = beliefMachines({ sizes: [data.size, ...hidden], units, classes, seed });
  const done = Math.min(folder.done, machines.length);
  for (let i = 0; i < done; i++) machines[i] = await BoltzmannMachine.load(folder.machine(i));
  const kept = folder.readCheckpoint();
  const snapshot = kept === undefined ? undefined : decodeMachineCheckpoint(kept, folder.checkpoint);
  announce(context, folder, machines, data);
  const live = new LiveLine(context.out);
  const clock = new Clock();
  let run: MachineRun | undefined;
  const save = () => {
    if (run !== undefined) writeText(folder.checkpoint, encodeMachineCheckpoint(run.snapshot()));
  };
  let saved = performance.now();
  const greedy: GreedyOptions = { ...settingsOf(config, data), threads, signal, miniBatchEvents: 20 };
  const resume = done > 0 || snapshot !== undefined ? { machine: done, snapshot } : undefined;
  const events = trainGreedily(machines, data, { ...greedy, ...(resume && { resume }) }, (each) => {
    run = each;
    clock.begin(each.progress.step);
  });
  try {
    for await (const event of events) {
      const machine = `machine ${event.machine + 1} of ${event.machines}, `;
      const which = event.machines === 1 ? "" : machine;
      if (event.type === "mini-batch") {
        if (!context.json) live.show(liveParts(which, event, clock, config.batch, context));
      } else {
        const { index, epochs, seconds, examplesPerSecond, gibbsSteps, learningRate, reason } = event;
        const { reconstruction } =
          event.machine === 0
            ? await measureMachine(machines[0], data.take(Math.min(1000, data.count)), threads)
            : { reconstruction: undefined };
        context.emit({
          ...{ type: "epoch", machine: event.machine + 1, epoch: index, epochs, seconds, gibbsSteps, learningRate },
          ...(reconstruction === undefined ? {} : { reconstruction }),
        });
        const error =
          reconstruction === undefined ? "" : `, squared error of a reconstruction ${significant(reconstruction)}`;
        if (!context.json)
          live.print(
            `${which}epoch ${index + 1} of ${epochs}${error} (CD-${gibbsSteps}, ${duration(seconds)}, ${speed(examplesPerSecond)} examples/s)`,
          );
        if (reason === "finished") {
          writeText(folder.machine(event.machine), machines[event.machine].toBytes());
          folder.removeCheckpoint();
          continue;
        }
      }
      const every = event.type === "epoch" ? checkpointEvery.epochs : checkpointEvery.miniBatches;
      if (performance.now() - saved < 1000 * every) continue;
      save();
      saved = performance.now();
    }
  } finally {
    live.clear();
  }
  if (signal.aborted && folder.done < machines.length) {
    save();
    context.print(`Saved. Go on with: nndl boltzmann --resume ${folder.name}`);
    return undefined;
  }
  if (machines.length > 1) await BeliefNet.fromMachines(machines).save(folder.net);
  conclude(context, folder, machines);
  return folder;
}

function classesOf({ targets, name }: Dataset): number {
  if (targets.kind === "classes") return targets.classes;
  throw new UsageError("option.classes", {
    problem: `--classes: the targets of ${name} are values, not classes`,
    next: "Leave it out, or give data with classes.",
  });
}

/**
 * What is asked for a class goes far from all examples, where only persistent chains have been in training; and it gets from there to its
 * class only if no weight is large.
 */
const topWithClasses = { persistent: true, momentum: 0, weightDecay: 0.001, schedule: "cosine" } as const;

function settingsOf(
  { hidden, classes, epochs, batch, lr, steps, persistent, momentum, decay, sparsity, examples }: BoltzmannConfig,
  data: Dataset,
): GreedyOptions {
  return {
    ...(classes ? { machines: [...hidden.slice(1).map(() => ({})), topWithClasses] } : {}),
    ...{ epochs, learningRate: lr, gibbsSteps: steps, persistent, momentum, weightDecay: decay, examples },
    miniBatchSize: Math.min(batch, data.count),
    ...(sparsity === undefined ? {} : { sparsity: { target: sparsity } }),
  };
}

function announce(
  context: Context,
  folder: BoltzmannFolder,
  machines: readonly BoltzmannMachine[],
  data: Dataset,
): void {
  const shapes = machines.map(({ spec }) => ({ visible: spec.visible, hidden: spec.hidden, classes: spec.classes }));
  context.emit({ type: "machines", folder: folder.name, machines: shapes, examples: data.count });
  const what =
    machines.length === 1 ? "A restricted Boltzmann machine" : `A deep belief net of ${machines.length} machines`;
  const sizes = [data.size, ...machines.map(({ spec }) => spec.hidden)].join("-");
  const { classes } = machines[machines.length - 1].spec;
  const beside = classes > 0 ? `, ${classes} units for the classes` : "";
  context.print(
    `${what}, ${sizes}${beside}, learns ${plural(data.count, "example")} of ${data.name}, in ${folder.name}`,
  );
}

function conclude(context: Context, folder: BoltzmannFolder, machines: readonly BoltzmannMachine[]): void {
  const file = folder.result(machines.length);
  const net = machines.length === 1 ? undefined : BeliefNet.fromMachines(machines);
  const sha256 = (net ?? machines[0]).sha256();
  context.emit({ type: "result", file, sha256 });
  context.print(
    `  sha256 ${sha256}`,
    `  ${context.out.style.green("Saved:")} ${file}`,
    `  See what it makes: nndl dream ${folder.name}`,
  );
}

/** How long the rest of a machine's training takes, as it has gone so far. */
class Clock {
  #started = performance.now();
  #from = 0;

  begin(step: number): void {
    this.#started = performance.now();
    this.#from = step;
  }

  left(step: number, steps: number): number {
    return ((performance.now() - this.#started) / 1000 / (step - this.#from)) * (steps - step);
  }

  rate(step: number): number {
    return (step - this.#from) / ((performance.now() - this.#started) / 1000);
  }
}

function liveParts(
  which: string,
  {
    step,
    steps,
    epoch,
    epochs,
  }: { readonly step: number; readonly steps: number; readonly epoch: number; readonly epochs: number },
  clock: Clock,
  batch: number,
  { out }: Context,
): string[] {
  return [
    bar(step / steps, 24, "░"),
    `${which}epoch ${epoch + 1}/${epochs}`,
    `${duration(clock.left(step, steps))} left`,
    out.style.dim(`${speed(clock.rate(step) * batch)} examples/s`),
  ];
}
