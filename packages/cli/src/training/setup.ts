/** From flags and data to a complete description of what is to be trained, and how. */

import { plannedChanges } from "@nndl/words/changes";
import { frozenLayers } from "@nndl/words/freeze";
import type { Named } from "@nndl/words/named";
import { plural } from "@nndl/words/numbers";
import type { SetName } from "@nndl/words/set-names";
import { shellQuote } from "@nndl/words/shell-quote";
import { shorten } from "@nndl/words/short-network";
import { defaults, usualLearningRate, usualOutput } from "@nndl/words/train-defaults";
import { type LineRun, looksAtAll } from "@nndl/words/train-line";
import type { TrainFlags, WatchFlag } from "@nndl/words/train-options";
import { type Dataset, type LayerSpec, type NetworkSpec, NndlError, type OptimizerName, parseLayers } from "nndl";
import { activationOf, checkDistortion, checkNetworkSpec, placeLayers, sizeOf, takes } from "nndl/spec";
import type { DataSets } from "../data-sets.ts";
import { UsageError } from "../usage-error.ts";

/** Everything that decides the outcome besides the data. Plain JSON. */
export interface Setup extends LineRun {
  readonly network: NetworkSpec;
}

/**
 * Completes what was asked for.
 *
 * @param spec the network of a file or of a preset, when one was given
 * @throws UsageError and NndlError for what does not fit together
 */
export function makeSetup(flags: TrainFlags, data: DataSets, spec?: NetworkSpec): Setup {
  const network = spec === undefined ? networkFrom(flags, data.training) : fromFile(spec, flags, data.training);
  const optimizer = optimizerFrom(flags);
  const watch = watchFrom(flags);
  const first = {
    epochs: flags.epochs ?? defaults.epochs,
    miniBatchSize: miniBatchSizeFrom(flags, optimizer.type, data.training.count),
    optimizer,
    regularization: { l1: flags.l1 ?? 0, l2: l2From(flags, data.training.count) },
  };
  return {
    network,
    training: {
      ...first,
      learningRate: flags.lr ?? usualLearningRate(optimizer.type, network),
      schedule: flags.schedule ?? { type: defaults.schedule },
      ...(flags.order === "fixed" ? { shuffle: false } : {}),
      ...(flags.order === "carried" ? { carry: true } : {}),
      ...(watch === undefined ? {} : { watch }),
      ...(flags.patience === undefined ? {} : { earlyStopping: { patience: flags.patience } }),
      ...(flags.classWeights === undefined ? {} : { classWeights: flags.classWeights }),
      ...(flags.adversarial === undefined ? {} : { adversarial: flags.adversarial }),
      ...(flags.changes === undefined ? {} : { changes: plannedChanges(flags.changes, first, data.training.count) }),
      ...(flags.freeze === undefined ? {} : { freeze: frozenLayers(network, flags.freeze) }),
      ...(flags.expand === undefined || flags.expand === "book" ? {} : { expansion: checkDistortion(flags.expand) }),
    },
    monitor: monitorFrom(flags, watch),
  };
}

/** Whether validation images are needed for what was asked for. */
export function needsValidation(flags: TrainFlags): boolean {
  return monitorFrom(flags, watchFrom(flags)).includes("validation");
}

/** The data sets that a setup measures, by name. */
export function evaluated(monitor: readonly SetName[], data: DataSets): Record<string, Dataset> {
  const sets: Record<string, Dataset> = {};
  for (const name of monitor) {
    const set = data[name];
    if (set === undefined)
      throw new UsageError("option.validation", {
        problem: "there are no validation images to measure: --validation is 0",
        next: "Give --validation some images, or name another set with --monitor and --watch.",
      });
    sets[name] = set;
  }
  return sets;
}

function networkFrom(flags: TrainFlags, data: Dataset): NetworkSpec {
  const { cost } = flags;
  const text = flags.layers ?? `${data.size}-${defaults.hidden}-${data.targetSize}`;
  const spec = checkNetworkSpec({
    ...parseLayers(text, {
      activation: flags.activation ?? defaults.activation,
      output: flags.output ?? usualOutput(data.targets, cost),
    }),
    ...(cost === undefined ? {} : { cost }),
    initializer: flags.init ?? defaults.init,
    seed: flags.seed ?? defaults.seed,
  });
  checkFit(text, spec, data);
  const last = activationOf(spec.layers[spec.layers.length - 1]);
  if (flags.output !== undefined && flags.output !== last)
    throw new UsageError("option.output", {
      received: `--output ${flags.output} after ${text.split(" ").at(-1)}`,
      expected: `the output layer can have only one activation, and it already has ${last}`,
      next: "Leave out --output, or write that layer as dense with its number of units.",
    });
  return spec;
}

/** Refuses a network that does not begin and end with what the data has. */
function checkFit(text: string, spec: NetworkSpec, data: Dataset): void {
  const { size, targetSize, shape, targets, labelsEach } = data;
  const output = placeLayers(spec).at(-1)?.output ?? [];
  if (takes(spec.input, shape) && sizeOf(output) === targetSize) return;
  const inputs =
    shape.length === 1
      ? plural(size, "input")
      : shape.length === 2
        ? `${shape[0]} steps of ${shape[1]}`
        : `${shape.slice(-2).join(" × ")} = ${size} pixels`;
  const outputs =
    labelsEach > 1
      ? `${plural(targetSize / labelsEach, "class", "classes")} at each step`
      : targets.kind === "classes"
        ? plural(targetSize, "class", "classes")
        : plural(targetSize, "target value");
  throw new UsageError("option.layers", {
    received: `${text}, which has ${plural(sizeOf(spec.input), "input")} and ${plural(sizeOf(output), "output")}`,
    expected: `--layers must begin and end with what the data has, ${inputs} and ${outputs}`,
    next: fitting(spec, data) ?? "Change the input's shape, or the last layer.",
  });
}

/** The --layers of a network that fits the data and is otherwise as it was, where there is one; of a text one that looks characters up. */
function fitting(spec: NetworkSpec, data: Dataset): string | undefined {
  if (data.preparation?.inputs.kind === "text" && spec.layers[0].type !== "embedding")
    return "Leave --layers out: a text is then learned by the network of --preset char-lstm.";
  try {
    const fitted = fittedTo(spec, data);
    return fitted && `Use for example --layers ${shellQuote(shorten(fitted).layers)}.`;
  } catch (error) {
    if (error instanceof NndlError) return undefined;
    throw error;
  }
}

function fittedTo(
  { input, layers, ...rest }: NetworkSpec,
  { shape, size, targetSize, labelsEach }: Dataset,
): NetworkSpec | undefined {
  const last = layers[layers.length - 1];
  if (last.type !== "dense") return undefined;
  const isEach = labelsEach > 1;
  const classes = targetSize / (labelsEach || 1);
  const fitted = checkNetworkSpec({
    ...rest,
    input: input.length === 1 && !isEach ? [size] : shape,
    layers: [...layers.slice(0, -1).map((layer) => knowing(layer, classes, isEach)), { ...last, units: classes }],
  });
  const outputs = placeLayers(fitted).at(-1)?.output ?? [];
  return takes(fitted.input, shape) && sizeOf(outputs) === targetSize ? fitted : undefined;
}

/** An embedding of as many indices as a text has characters, a recurrent layer that answers at every step; any other as it is. */
function knowing(layer: LayerSpec, characters: number, isEach: boolean): LayerSpec {
  if (layer.type === "embedding") return { ...layer, indices: characters };
  return isEach && "output" in layer ? { ...layer, output: "every" } : layer;
}

/**
 * A file says all about a network; the seed may be another one. What a preset says has been changed as asked for, and one of
 * characters is made for those of the text.
 */
function fromFile(spec: NetworkSpec, flags: TrainFlags, data: Dataset): NetworkSpec {
  const isOfText = spec.layers[0].type === "embedding" && data.preparation?.inputs.kind === "text";
  if (flags.preset !== undefined) return (isOfText && fittedTo(spec, data)) || spec;
  const doubled = (["layers", "activation", "output", "cost", "init"] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (doubled !== undefined)
    throw new UsageError(`option.${doubled}`, {
      received: `--${doubled} and a network's file`,
      expected: "a network must be described only once",
      next: `The file says it already: change it there, or leave out the file or --${doubled}.`,
    });
  return flags.seed === undefined ? spec : checkNetworkSpec({ ...spec, seed: flags.seed });
}

function optimizerFrom({ optimizer, momentum }: TrainFlags): Named<OptimizerName> {
  if (momentum === undefined) return optimizer ?? { type: defaults.optimizer };
  const chosen = optimizer ?? { type: "momentum" };
  if (chosen.type !== "momentum" && chosen.type !== "nesterov")
    throw new UsageError("option.momentum", {
      received: `--optimizer ${chosen.type}`,
      expected: "--momentum can only be used with the optimizers momentum and nesterov",
      next: "Leave out one of the two options.",
    });
  if (chosen.momentum !== undefined && chosen.momentum !== momentum)
    throw new UsageError("option.momentum", {
      received: `${momentum} and ${chosen.momentum}`,
      expected: "momentum must be given only once",
      next: "Give it once.",
    });
  return { ...chosen, momentum };
}

/** All images where that is asked for, or nothing is and the optimizer needs them. */
function miniBatchSizeFrom({ batch }: TrainFlags, optimizer: OptimizerName, count: number): number {
  return batch === "all" || (batch === undefined && looksAtAll(optimizer)) ? count : (batch ?? defaults.batch);
}

/** λ, which is n times what a weight decays by. */
function l2From({ lambda, weightDecay }: TrainFlags, count: number): number {
  if (lambda !== undefined && weightDecay !== undefined)
    throw new UsageError("option.weight-decay", {
      received: `--lambda ${lambda} and --weight-decay ${weightDecay}`,
      expected: "L2 regularization must be given only once",
      next: "Leave out one of the two options.",
    });
  return lambda ?? (weightDecay ?? 0) * count;
}

/** Whether something has to be watched, and what: the validation images, so that the test images decide nothing. */
function watchFrom({ patience, schedule, watch }: TrainFlags): WatchFlag | undefined {
  const needed = patience !== undefined || schedule?.type === "halving";
  if (watch !== undefined && !needed)
    throw new UsageError("option.watch", {
      problem: "--watch is for --patience and --schedule halving, but neither is given",
      next: "Add one of these, or use --monitor to measure something.",
    });
  return needed ? (watch ?? { data: "validation" }) : undefined;
}

function monitorFrom({ monitor }: TrainFlags, watch: WatchFlag | undefined): readonly SetName[] {
  const sets: readonly SetName[] = monitor ?? ["test"];
  return watch === undefined || sets.includes(watch.data) ? sets : [watch.data, ...sets];
}
