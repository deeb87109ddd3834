import { array, finite, integer, knownKeys, plainObject, positiveInteger, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { isFullBatch } from "../functions/index.ts";
import type { DescentRecord, EpochRecord, Measurement } from "./events.ts";
import { bitsOf } from "./measure.ts";
import type { TrainingSettings } from "./settings.ts";

const code = "training.snapshot";
const at = (what: string): Where & { next: string } => ({
  code,
  what: `a snapshot: ${what}`,
  next: "Use another snapshot or checkpoint.",
});

/**
 * Checks the records of a run: one for each epoch, in order, each with what is watched.
 * @throws NndlError "training.snapshot"
 */
export function checkHistory(
  value: unknown,
  { watch, optimizer }: TrainingSettings,
  epochs: number,
): readonly EpochRecord[] {
  const records = array(value, at("history"));
  integer(records.length, at("the number of records in history"), { min: epochs, max: epochs });
  return Array.from(records, (given, index) => {
    const record = checkRecord(given, index, isFullBatch(optimizer));
    const watched =
      watch === undefined ? undefined : Object.entries(record.evaluations).find(([name]) => name === watch.data);
    if (watch !== undefined && watched?.[1][watch.measure] === undefined)
      throw new NndlError(code, {
        received: `a record without the ${watch.measure}`,
        expected: `${at(`history: ${index}`).what} must say what is watched, on ${show(watch.data)}`,
        next: at("").next,
      });
    return record;
  });
}

function checkRecord(value: unknown, index: number, descends: boolean): EpochRecord {
  const where = at(`history: ${index}`);
  const fields = plainObject(value, where);
  knownKeys(fields, ["index", "learningRate", ...(descends ? ["descent"] : ["clipped"]), "evaluations"], where);
  const evaluations = Object.entries(plainObject(fields.evaluations, at(`history: ${index}: evaluations`)));
  return {
    index: integer(fields.index, at(`history: ${index}: index`), { min: index, max: index }),
    learningRate: finite(fields.learningRate, at(`history: ${index}: learningRate`), { min: 0 }),
    ...(fields.clipped === undefined
      ? {}
      : { clipped: finite(fields.clipped, at(`history: ${index}: clipped`), { min: 0, max: 1 }) }),
    ...(descends ? { descent: checkDescent(fields.descent, `history: ${index}: descent`) } : {}),
    evaluations: Object.fromEntries(
      evaluations.map(([name, given]) => [name, checkMeasurement(given, `history: ${index}: ${show(name)}`)]),
    ),
  };
}

function checkDescent(value: unknown, what: string): DescentRecord {
  const fields = plainObject(value, at(what));
  knownKeys(fields, ["cost", "largestSlope", "stepLength", "passes"], at(what));
  return {
    cost: finite(fields.cost, at(`${what}: cost`)),
    largestSlope: finite(fields.largestSlope, at(`${what}: largestSlope`), { min: 0 }),
    stepLength: finite(fields.stepLength, at(`${what}: stepLength`), { min: 0 }),
    passes: integer(fields.passes, at(`${what}: passes`), { min: 0 }),
  };
}

function checkMeasurement(value: unknown, what: string): Measurement {
  const fields = plainObject(value, at(what));
  knownKeys(fields, ["count", "cost", "dataCost", "correct", "accuracy", "bits"], at(what));
  const count = positiveInteger(fields.count, at(`${what}: count`));
  const measured = {
    count,
    cost: finite(fields.cost, at(`${what}: cost`)),
    dataCost: finite(fields.dataCost, at(`${what}: dataCost`)),
  };
  if (fields.correct === undefined && fields.accuracy === undefined) return measured;
  const correct = integer(fields.correct, at(`${what}: correct`), { min: 0, max: count });
  const accuracy = correct / count;
  const bits = bitsOf(measured.dataCost);
  return {
    ...measured,
    ...(fields.bits === undefined ? {} : { bits: finite(fields.bits, at(`${what}: bits`), { min: bits, max: bits }) }),
    correct,
    accuracy: finite(fields.accuracy, at(`${what}: accuracy`), { min: accuracy, max: accuracy }),
  };
}
