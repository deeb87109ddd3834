/** What must hold of a snapshot, wherever it comes from: nothing in it is believed. */
import { array, finite, integer, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";
import { checkPreparation } from "../data/index.ts";
import { carriedSizes } from "../engines/carried.ts";
import { NndlError, show } from "../errors.ts";
import { fullBatchOptimizerOf, isFullBatch, type OptimizerSpec, stateNamesOf } from "../functions/index.ts";
import { isTrained, type ParameterSpec, sizeOf } from "../layers/index.ts";
import { parameterName } from "../network/index.ts";
import { checkNetworkSpec, type NetworkSpec, placeLayers } from "../network/spec.ts";
import { settingsAt } from "./changes.ts";
import { checkHistory } from "./check-history.ts";
import { Course } from "./course.ts";
import type { Cursor } from "./cursor.ts";
import type { DataIdentity } from "./data-identity.ts";
import { checkStoredSettings, type TrainingSettings } from "./settings.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

const code = "training.snapshot";
const at = (what: string): Where & { next: string } => ({
  code,
  what: `a snapshot: ${what}`,
  next: "Use another snapshot or checkpoint.",
});
const fieldNames = [
  ...["spec", "settings", "data", "cursor", "history", "parameters", "optimizer", "numbers", "carried", "best"],
  ...["preparation", "targetKind"],
];

/**
 * Checks everything that a run would read from a snapshot.
 * @throws NndlError "training.snapshot", or what the spec and the settings throw
 */
export function checkSnapshot(value: unknown): TrainingSnapshot {
  const fields = plainObject(value, at("it"));
  knownKeys(fields, fieldNames, at("it"));
  const spec = checkNetworkSpec(fields.spec);
  const settings = checkStoredSettings(fields.settings);
  const data = checkData(fields.data, settings);
  const cursor = checkCursor(fields.cursor, settings, data.training);
  const history = checkHistory(fields.history, settings, cursor.epoch);
  const sizes = parameterSizes(spec);
  const { optimizer } = settingsAt(settings, cursor.step);
  return {
    spec,
    settings,
    data,
    cursor,
    history,
    parameters: checkArrays(fields.parameters, sizes, "parameters", Number.isFinite),
    optimizer: checkOptimizerArrays(
      fields.optimizer,
      parameterSizes(spec, (parameter, layer) => isTrained(parameter) && !settings.freeze?.includes(layer)),
      optimizer,
      cursor,
    ),
    ...checkNumbers(fields.numbers, optimizer, cursor),
    ...checkCarried(fields.carried, spec, settings, { cursor, count: data.training.count }),
    ...checkBest(fields.best, sizes, settings, cursor),
    ...(fields.preparation === undefined ? {} : { preparation: checkPreparation(fields.preparation) }),
    ...(fields.targetKind === undefined
      ? {}
      : { targetKind: oneOf(fields.targetKind, ["classes", "values"], at("targetKind")) }),
  };
}

function refuse(what: string, expected: string, received: string): never {
  throw new NndlError(code, { received, expected: `${at(what).what} must ${expected}`, next: at(what).next });
}

function checkData(value: unknown, settings: TrainingSettings): TrainingSnapshot["data"] {
  const fields = plainObject(value, at("data"));
  knownKeys(fields, ["training", "watched"], at("data"));
  const training = checkIdentity(fields.training, "data: training");
  if (settings.watch === undefined) {
    if (fields.watched !== undefined)
      refuse("data: watched", "be absent where nothing is watched", show(fields.watched));
    return { training };
  }
  return { training, watched: checkIdentity(fields.watched, "data: watched") };
}

function checkIdentity(value: unknown, what: string): DataIdentity {
  const fields = plainObject(value, at(what));
  knownKeys(fields, ["count", "shape", "hash"], at(what));
  const shape = array(fields.shape, at(`${what}: shape`));
  if (shape.length < 1 || shape.length > 4) refuse(`${what}: shape`, "be one to four integers", show(shape));
  if (typeof fields.hash !== "string" || !/^[0-9a-f]{32}$/.test(fields.hash))
    refuse(`${what}: hash`, "be 32 hexadecimal digits", show(fields.hash));
  return {
    count: positiveInteger(fields.count, at(`${what}: count`)),
    shape: Array.from(shape, (extent) => positiveInteger(extent, at(`${what}: each extent of the shape`))),
    hash: fields.hash,
  };
}

function checkCursor(value: unknown, settings: TrainingSettings, { count }: DataIdentity): Cursor {
  const fields = plainObject(value, at("cursor"));
  knownKeys(fields, ["epoch", "example", "step", "seconds", "costSum", "costCount", "clipped"], at("cursor"));
  const natural = (name: string, max = Number.MAX_SAFE_INTEGER) =>
    integer(fields[name], at(`cursor: ${name}`), { min: 0, max });
  const epoch = natural("epoch", settings.epochs);
  const example = natural("example", epoch < settings.epochs ? count : 0);
  const step = natural("step");
  const place = new Course(settings, count, 0).placeOf(step);
  // At an epoch's end the next one has not begun before it is measured.
  const isThere =
    example === count
      ? place.epoch === epoch + 1 && place.example === 0
      : place.epoch === epoch && place.example === example;
  if (!isThere)
    refuse(
      "cursor",
      `stand where mini-batch ${step} begins, at example ${place.example} of epoch ${place.epoch}`,
      `example ${example} of epoch ${epoch}`,
    );
  return {
    epoch,
    example,
    step,
    seconds: finite(fields.seconds, at("cursor: seconds"), { min: 0 }),
    costSum: finite(fields.costSum, at("cursor: costSum")),
    costCount: natural("costCount"),
    ...(fields.clipped === undefined ? {} : { clipped: natural("clipped", step) }),
  };
}

/** The name of every parameter that is asked for, and how many numbers it has. */
function parameterSizes(
  spec: NetworkSpec,
  wanted: (parameter: ParameterSpec, layer: number) => boolean = () => true,
): ReadonlyMap<string, number> {
  return new Map(
    placeLayers(spec).flatMap(({ index, parameters }) =>
      parameters
        .filter((parameter) => wanted(parameter, index))
        .map(({ name, shape }) => [parameterName(index, name), sizeOf(shape)] as const),
    ),
  );
}

/** Exactly the named arrays, of the given lengths, of numbers that pass. */
function checkArrays(
  value: unknown,
  sizes: ReadonlyMap<string, number>,
  what: string,
  passes: (number: number) => boolean,
): ReadonlyMap<string, Float32Array> {
  if (!(value instanceof Map)) return refuse(what, "be a Map from names to Float32Arrays", show(value));
  for (const [key, size] of sizes) {
    const values: unknown = value.get(key);
    if (!(values instanceof Float32Array) || values.length !== size)
      return refuse(`${what}: ${key}`, `be a Float32Array of ${size} numbers`, show(values));
    const wrong = values.findIndex((number) => !passes(number));
    if (wrong >= 0) refuse(`${what}: ${key}`, "be finite", `${values[wrong]} at position ${wrong}`);
  }
  const extra: unknown = [...value.keys()].find((key) => !sizes.has(key as string));
  if (extra !== undefined)
    refuse(what, `be ${[...sizes.keys()].join(", ") || "empty"}`, `the superfluous ${show(extra)}`);
  return value as ReadonlyMap<string, Float32Array>;
}

function checkOptimizerArrays(
  value: unknown,
  parameters: ReadonlyMap<string, number>,
  optimizer: OptimizerSpec,
  { step }: Cursor,
): ReadonlyMap<string, Float32Array> {
  const sizes = new Map<string, number>();
  for (const name of stateNamesOf(optimizer)) for (const [key, size] of parameters) sizes.set(`${name}/${key}`, size);
  const none = value instanceof Map && value.size === 0 && step === 0;
  // A mean of squares may have grown beyond float32: the weight then rests, and the run goes on.
  return checkArrays(value, none ? new Map() : sizes, "optimizer", (number) => !Number.isNaN(number));
}

/** Those that the optimizer keeps, once it has made a step. */
function checkNumbers(value: unknown, optimizer: OptimizerSpec, { step }: Cursor): Pick<TrainingSnapshot, "numbers"> {
  const names = isFullBatch(optimizer) ? Object.keys(fullBatchOptimizerOf(optimizer).numbers(optimizer)) : [];
  if (names.length === 0 || step === 0) {
    if (value !== undefined) refuse("numbers", "be absent where the optimizer keeps none", show(value));
    return {};
  }
  const fields = plainObject(value, at("numbers"));
  knownKeys(fields, names, at("numbers"));
  const numbers = names.map((name) => [name, finite(fields[name], at(`numbers: ${name}`), { min: 0 })] as const);
  return { numbers: Object.fromEntries(numbers) };
}

/** What is carried on, once a run that does so has made a step. */
function checkCarried(
  value: unknown,
  spec: NetworkSpec,
  { carry, miniBatchSize }: TrainingSettings,
  { cursor, count }: { readonly cursor: Cursor; readonly count: number },
): Pick<TrainingSnapshot, "carried"> {
  if (!carry || cursor.step === 0) {
    if (value !== undefined) refuse("carried", "be absent where nothing is carried on", show(value));
    return {};
  }
  const rows = Math.min(miniBatchSize, count);
  const sizes = [...carriedSizes({ layers: placeLayers(spec) })].map(([key, { size }]) => [key, rows * size] as const);
  return { carried: checkArrays(value, new Map(sizes), "carried", Number.isFinite) };
}

function checkBest(
  value: unknown,
  sizes: ReadonlyMap<string, number>,
  { earlyStopping }: TrainingSettings,
  { epoch }: Cursor,
): Pick<TrainingSnapshot, "best"> {
  if (earlyStopping?.restoreBest && epoch > 0) return { best: checkArrays(value, sizes, "best", Number.isFinite) };
  if (value !== undefined) refuse("best", "be absent where no best weights are kept", "some");
  return {};
}
