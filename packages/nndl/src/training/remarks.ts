/** What is remarked on when a run begins. */
import { type Dataset, inputNames, onOrder, type Preparation } from "../data/index.ts";
import type { Network } from "../network/index.ts";
import type { Remark } from "../remarks.ts";
import { singleValued } from "./check-trainable.ts";
import type { RunParts } from "./run-parts.ts";

/** The networks that were trained since they were made or read, and whether it was said what another run begins anew. */
const trained = new WeakMap<Network, { said: boolean }>();

/** Remembers that a network has learned something. */
export function rememberTrained(network: Network): void {
  if (!trained.has(network)) trained.set(network, { said: false });
}

/** What is likely a mistake in a run that is about to begin. */
export function remarksOf({ network, data, course, options }: RunParts): readonly Remark[] {
  return [
    ...(options.resume === undefined ? [...beginsAnew(network), ...otherInputs(network, data)] : []),
    ...(course.settings.shuffle ? [] : onOrder(data)),
    ...(course.settings.carry ? onCarrying(data) : []),
    ...lastMiniBatch(singleValued(network, course.settings.freeze), data.count, course.miniBatchSizeAt(0)),
  ];
}

/** Pictures stand each for itself: what is carried from one to the next tells nothing of it. */
function onCarrying({ preparation }: Dataset): readonly Remark[] {
  if (preparation?.inputs.kind !== "images") return [];
  return [
    {
      code: "training.carries-pictures",
      what: "Recurrent layers go on in each picture from where the one before left them, though pictures do not follow one another.",
      next: "Leave out that they carry on (carry; --order carried), so that each picture begins from nothing.",
    },
  ];
}

/** Said once of a network: whoever trains it again and again has then been told. */
function beginsAnew(network: Network): readonly Remark[] {
  const before = trained.get(network);
  if (before === undefined || before.said) return [];
  before.said = true;
  return [
    {
      code: "training.begins-anew",
      what:
        "This network was trained before. Its weights are kept, and all else begins anew: epochs count from 0, with the " +
        "same order of the examples, the same dropout and the same distortions as before, and the optimizer remembers nothing.",
      next: "To go on instead, give the earlier run: train(network, data, { epochs, resume: run }).",
    },
  ];
}

/** Where inputs or outputs mean something else than what the weights have learned. */
function otherInputs({ preparation }: Network, data: Dataset): readonly Remark[] {
  const [before, now] = [preparation, data.preparation];
  if (before === undefined || now === undefined) return [];
  const inputs =
    sayInputs(before.inputs) === sayInputs(now.inputs) ? [] : [[sayInputs(before.inputs), sayInputs(now.inputs)]];
  const names = [before.targets, now.targets].map((targets) =>
    targets?.kind === "classes" ? targets.names.slice(0, mostNamed).join(", ") : undefined,
  );
  const classes = names[0] === undefined || names[1] === undefined || names[0] === names[1] ? [] : [names];
  return [
    ...inputs.map(([then, here]) => ({
      code: "training.other-inputs" as const,
      what: `The network has learned from inputs that were made otherwise: ${then}. These are ${here}.`,
      next: "Prepare the data as it knows them, or let it learn long enough to get used to these.",
    })),
    ...classes.map(([then, here]) => ({
      code: "training.other-classes" as const,
      what: `The network's outputs have meant other classes: ${then}. Now they are ${here}, in this order.`,
      next: "Give the last layer a new beginning (withNewHead), or let it learn long enough to forget.",
    })),
  ];
}

/** Of so many, what differs is told. */
const mostNamed = 20;

/** What must be the same for a weight to mean the same; a mean or a deviation may be another. */
function sayInputs(inputs: Preparation["inputs"]): string {
  if (inputs.kind === "table") {
    const columns = inputs.columns.map((column) =>
      column.kind === "words" ? `${column.name} (${column.words.slice(0, mostNamed).join(", ")})` : column.name,
    );
    const made = inputs.made === undefined ? [] : [`made into ${inputNames(inputs).slice(0, mostNamed).join(", ")}`];
    return [`the columns ${columns.slice(0, mostNamed).join(", ")}`, ...made].join(", ");
  }
  if (inputs.kind === "text") return `a text of the characters ${JSON.stringify(inputs.alphabet.join(""))}`;
  const { channels, height, width, polarity, fit } = inputs;
  return `images of ${channels} × ${height} × ${width}, ${polarity === "ink" ? "dark on light turned round" : "as they are"}, fitted by ${fit}`;
}

function lastMiniBatch(layer: number | undefined, count: number, miniBatchSize: number): readonly Remark[] {
  if (layer === undefined || miniBatchSize === 1 || count % miniBatchSize !== 1) return [];
  return [
    {
      code: "training.last-mini-batch",
      what:
        `The last mini-batch of each epoch has one example (${count} in mini-batches of ${miniBatchSize}). Batch ` +
        `normalization in layer ${layer + 1} leaves nothing of a single example: the layers before it learn nothing from it.`,
      next: `Use mini-batches of ${miniBatchSize + (count % (miniBatchSize + 1) === 1 ? 2 : 1)}, or one example less.`,
    },
  ];
}
