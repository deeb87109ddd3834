/** What of the settings changes on the way, as one says it: from when on, and what is otherwise from there. */
import type { OptimizerName, OptimizerSpec, PlannedChange, TrainOptions } from "nndl";
import { optimizers } from "nndl/functions";
import type { Named } from "./named.ts";
import { plural } from "./numbers.ts";
import { codeOf, number, type Reader, whole } from "./readers.ts";
import { quote, UsageError } from "./usage-error.ts";

/** Settings that hold from a mini-batch or an epoch on; what is absent stays as it is. */
export interface LineChange {
  /** Mini-batches before it, or the epoch that it begins with, the first of which is 0. */
  readonly from: number | { readonly epoch: number };
  /** By their names in the line: lr, batch, lambda, l1, and the numbers of the optimizer. */
  readonly settings: Readonly<Record<string, number>>;
}

const flag = "--changes";
const example = `Write for example ${flag} "epoch 5:lr=0.1:lambda=2", or ${flag} 500:batch=20 for what comes after 500 mini-batches.`;

const ownReaders: Readonly<Record<string, Reader<number>>> = {
  lr: number({ above: 0 }),
  batch: whole({ min: 1, max: 2 ** 20 }),
  lambda: number({ min: 0 }),
  l1: number({ min: 0 }),
};

const numbersOf = (type: OptimizerName) => Object.keys(optimizers[type].defaults);
const optimizerNumbers = new Set((Object.keys(optimizers) as OptimizerName[]).flatMap(numbersOf));

/** "500:lr=0.1:batch=20,epoch 3:lambda=0": each from so many mini-batches, or from an epoch, on. */
export const changes: Reader<readonly LineChange[]> = (text) => text.split(",").map((part) => readChange(part.trim()));

function readChange(text: string): LineChange {
  const [when, ...settings] = text.split(":").map((part) => part.trim());
  const [, epoch, miniBatches] = /^(?:epoch ?(\d{1,15})|(\d{1,15}))$/.exec(when) ?? [];
  const read = new Map<string, number>();
  for (const setting of settings) {
    const [name, value, ...more] = setting.split("=").map((part) => part.trim());
    const reader = ownReaders[name] ?? (optimizerNumbers.has(name) ? number() : undefined);
    if (reader === undefined || value === undefined || more.length > 0 || read.has(name)) throw unreadable(text);
    read.set(name, readSetting(reader, name, value, text));
  }
  if (read.size === 0 || (epoch === undefined && miniBatches === undefined)) throw unreadable(text);
  return {
    from: epoch === undefined ? Number(miniBatches) : { epoch: Number(epoch) },
    settings: Object.fromEntries(read),
  };
}

/** A wrong number is said to be that of its setting, in its place: "--changes: lr must be …". */
function readSetting(reader: Reader<number>, name: string, value: string, text: string): number {
  try {
    return reader(value, name);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(codeOf(flag), {
      received: quote(text),
      expected: `${flag}: ${error.expected}`,
      next: example,
    });
  }
}

function unreadable(text: string): UsageError {
  const names = [...Object.keys(ownReaders), ...optimizerNumbers].join(", ");
  return new UsageError(codeOf(flag), {
    received: quote(text),
    expected: `${flag} must say from which mini-batch or epoch on, and what is otherwise from there, each once, of ${names}`,
    next: example,
  });
}

export function formatChanges(value: readonly LineChange[]): string {
  return value.map(formatChange).join(",");
}

function formatChange({ from, settings }: LineChange): string {
  const when = typeof from === "number" ? String(from) : `epoch${from.epoch}`;
  return [when, ...Object.entries(settings).map(([name, setting]) => `${name}=${setting}`)].join(":");
}

/** A run's settings at its beginning, complete enough to be changed. */
export interface FirstSettings {
  readonly epochs: number;
  readonly miniBatchSize: number;
  readonly optimizer: Named<OptimizerName>;
  readonly regularization: { readonly l1: number; readonly l2: number };
}

/**
 * The changes as the library takes them.
 *
 * @param count the number of training examples
 * @throws UsageError "option.changes" for a moment that the run does not have or that is not after the one before, and for a
 *   number that its optimizer does not have
 */
export function plannedChanges(value: readonly LineChange[], first: FirstSettings, count: number): PlannedChange[] {
  let now = { ...first, optimizer: completed(first.optimizer) };
  let place: Place = { epoch: 0, example: 0, step: 0 };
  return value.map((change, index) => {
    const { settings } = change;
    const atMiniBatch = stepOf(change, place, now.miniBatchSize, count);
    const isLater = index === 0 || atMiniBatch > place.step;
    place = placeAt(atMiniBatch, place, now.miniBatchSize, count);
    if (!isLater || place.epoch >= first.epochs) throw outside(change, first, isLater);
    const numbers = Object.entries(settings).filter(([name]) => !Object.hasOwn(ownReaders, name));
    checkNumbers(change, numbers, first.optimizer.type);
    const { lr, batch, lambda, l1 } = settings;
    now = {
      ...now,
      miniBatchSize: batch ?? now.miniBatchSize,
      optimizer: { ...now.optimizer, ...Object.fromEntries(numbers) },
      regularization: { l1: l1 ?? now.regularization.l1, l2: lambda ?? now.regularization.l2 },
    };
    return {
      atMiniBatch,
      settings: {
        ...(lr === undefined ? {} : { learningRate: lr }),
        ...(batch === undefined ? {} : { miniBatchSize: batch }),
        ...(numbers.length === 0 ? {} : { optimizer: now.optimizer as OptimizerSpec }),
        ...(lambda === undefined && l1 === undefined ? {} : { regularization: now.regularization }),
      },
    };
  });
}

/** The other way round: how one says a run's changes. */
export function changesFlag(planned: TrainOptions["changes"]): readonly LineChange[] | undefined {
  if (planned === undefined || planned.length === 0) return undefined;
  return planned.map(({ atMiniBatch, settings }) => {
    const { learningRate, miniBatchSize, optimizer, regularization } = settings;
    const { type: _, ...numbers } = optimizer === undefined ? { type: "" } : completed(optimizer);
    const all = {
      ...{ lr: learningRate, batch: miniBatchSize },
      ...(regularization === undefined ? {} : { lambda: regularization.l2 ?? 0, l1: regularization.l1 ?? 0 }),
      ...numbers,
    };
    const said = Object.entries(all).filter((entry): entry is [string, number] => typeof entry[1] === "number");
    return { from: atMiniBatch, settings: Object.fromEntries(said) };
  });
}

type Optimizer = NonNullable<PlannedChange["settings"]["optimizer"]> | Named<OptimizerName>;

/** An optimizer with all of its numbers. */
function completed(optimizer: Optimizer): Named<OptimizerName> {
  const given = typeof optimizer === "string" ? { type: optimizer } : optimizer;
  return { ...optimizers[given.type].defaults, ...given } as Named<OptimizerName>;
}

/** Where a mini-batch begins: so many came before it, and so many examples of its epoch. */
interface Place {
  readonly epoch: number;
  readonly example: number;
  readonly step: number;
}

function stepOf({ from }: LineChange, place: Place, miniBatchSize: number, count: number): number {
  if (typeof from === "number") return from;
  const { epoch, example, step } = place;
  if (from.epoch <= epoch) return from.epoch === epoch && example === 0 ? step : -1;
  return (
    step + Math.ceil((count - example) / miniBatchSize) + (from.epoch - epoch - 1) * Math.ceil(count / miniBatchSize)
  );
}

function placeAt(step: number, { epoch, example, step: from }: Place, miniBatchSize: number, count: number): Place {
  const ofEpoch = Math.ceil((count - example) / miniBatchSize);
  const done = step - from;
  if (done < ofEpoch) return { epoch, example: example + done * miniBatchSize, step };
  const perEpoch = Math.ceil(count / miniBatchSize);
  const later = done - ofEpoch;
  return { epoch: epoch + 1 + Math.floor(later / perEpoch), example: (later % perEpoch) * miniBatchSize, step };
}

function outside(change: LineChange, { epochs }: FirstSettings, isLater: boolean): UsageError {
  return new UsageError(codeOf(flag), {
    received: quote(formatChange(change)),
    expected: isLater
      ? `${flag} must be for moments of the run, which has ${plural(epochs, "epoch")}, the first of them epoch 0`
      : `${flag} must have the moments in their order, each once`,
    next: isLater ? "Choose an earlier one, or more --epochs." : "Put the earlier change first.",
  });
}

function checkNumbers(change: LineChange, numbers: readonly (readonly [string, number])[], type: OptimizerName): void {
  const own = numbersOf(type);
  const strange = numbers.find(([name]) => !own.includes(name));
  if (strange === undefined) return;
  throw new UsageError(codeOf(flag), {
    received: `${strange[0]} in ${quote(formatChange(change))}`,
    expected: `${flag} must change numbers that the optimizer ${type} has: ${own.length === 0 ? "none" : own.join(", ")}`,
    next: "Leave it out, or choose that optimizer with --optimizer: it cannot change on the way.",
  });
}
