import { array, integer, knownKeys, plainObject, type Where } from "../check.ts";
import { checkDataset, checkOneLabelEach, type Dataset } from "../data/index.ts";
import { counted, NndlError, show } from "../errors.ts";
import { largestOutput } from "../network/largest-output.ts";

/** What is asked of a report on classes besides what it always says. */
export interface ClassReportOptions {
  /** The k for which it is counted how often the right class is among the k largest outputs; none when absent. */
  readonly top?: readonly number[] | undefined;
}

/** How a network answers a data set with classes. Plain JSON. */
export interface ClassReport {
  readonly kind: "classes";
  /** The number of examples. */
  readonly count: number;
  /** How many are answered right: the largest output, of equal ones the first, is at the example's class. */
  readonly correct: number;
  /** correct / count. */
  readonly accuracy: number;
  /** The mean recall of the classes that the data have examples of; so each class counts alike, however many it has. */
  readonly balancedAccuracy: number;
  /** How many examples have an output that is no number: they are answered by no class, and not right. */
  readonly unanswered: number;
  /** For each k that was asked for, how many examples have their class among their k largest outputs. */
  readonly top: readonly { readonly k: number; readonly correct: number; readonly accuracy: number }[];
  /** Every class, and every further output, by its number. */
  readonly classes: readonly ClassScore[];
  /** The mean over the classes that occur: that an example has, or that was answered. */
  readonly macro: Scores;
  /** The mean over the examples: each class counts by how many examples have it. */
  readonly weighted: Scores;
  /** confusion[label][answer]: how many examples of a class were answered by each output. */
  readonly confusion: readonly (readonly number[])[];
}

/** Precision, recall and their harmonic mean, each from 0 to 1. */
export interface Scores {
  /** Of the examples that were answered by a class, the part that have it; 0 where none was. */
  readonly precision: number;
  /** Of the examples that have a class, the part that were answered by it; 0 where none has. */
  readonly recall: number;
  /** 2 · right / (examples + answers): the harmonic mean of precision and recall; 0 where both are. */
  readonly f1: number;
}

/** How a network answers one class. */
export interface ClassScore extends Scores {
  /** The class's name, where the data say it; otherwise its number. */
  readonly name: string;
  /** How many examples have this class. */
  readonly support: number;
  /** How many examples were answered by it. */
  readonly answered: number;
  /** How many have it and were answered by it. */
  readonly correct: number;
}

/**
 * What a network's outputs for a data set with classes are worth, by class and altogether.
 *
 * Where a quotient has nothing to divide by it is 0, and `support` and `answered` say why. Averages are over the classes that
 * occur, as scikit-learn has them (`precision_recall_fscore_support`, `balanced_accuracy_score`, `top_k_accuracy_score`).
 *
 * @param outputs one array for each example, or all of them one after another: as `network.predict` and `session.predict` give
 *   them
 * @throws NndlError "report.data" for a data set without classes, "report.outputs" for outputs that are not as many as
 *   examples, or fewer than classes, "report.top", "report.options"
 * @example
 * const data = digits.test;
 * const inputs = Array.from({ length: data.count }, (_, i) => data.input(i));
 * classReport(data, await net.predict(inputs)).macro.f1;
 * @see https://scikit-learn.org/stable/modules/model_evaluation.html
 */
export function classReport(
  data: Dataset,
  outputs: Float32Array | readonly ArrayLike<number>[],
  options: ClassReportOptions = {},
): ClassReport {
  checkDataset(data);
  const { targets, count } = data;
  if (targets.kind === "values")
    throw new NndlError("report.data", {
      received: "targets that are values",
      expected: `${data.name}: a report on classes must be of data that have classes`,
      next: "Use valueReport.",
    });
  checkOneLabelEach(data, "a report on classes");
  const { rows, size } = outputRows(outputs, data);
  const top = checkTop(options, size);
  const confusion = Array.from({ length: targets.classes }, () => Array<number>(size).fill(0));
  const among = top.map(() => 0);
  let unanswered = 0;
  for (let i = 0; i < count; i++) {
    const answers = rows(i);
    const label = targets.labels[i]!;
    const answer = largestOutput(answers);
    if (answer < 0) {
      unanswered++;
      continue;
    }
    confusion[label]![answer]!++;
    if (top.length === 0) continue;
    const rank = rankOf(label, answers);
    for (const [at, k] of top.entries()) if (rank < k) among[at]!++;
  }
  const classes = scored(confusion, targets.labels, size, namesOf(data, size));
  const present = classes.filter(({ support }) => support > 0);
  const occurring = classes.filter(({ support, answered }) => support + answered > 0);
  const correct = classes.reduce((sum, each) => sum + each.correct, 0);
  return {
    ...{ kind: "classes", count, correct, accuracy: correct / count },
    balancedAccuracy: mean(present, ({ recall }) => recall),
    unanswered,
    top: top.map((k, at) => ({ k, correct: among[at]!, accuracy: among[at]! / count })),
    classes,
    macro: averaged(occurring, () => 1),
    weighted: averaged(present, ({ support }) => support),
    confusion,
  };
}

/** The outputs of each example, however they are given. @throws NndlError "report.outputs" */
export function outputRows(
  outputs: unknown,
  data: Dataset,
): { readonly rows: (i: number) => ArrayLike<number>; readonly size: number } {
  const { count, targetSize, targets } = data;
  const refuse = (received: string): never => {
    const each = targets.kind === "classes" ? `at least ${targetSize}, one for each class` : String(targetSize);
    throw new NndlError("report.outputs", {
      received,
      expected: `${data.name}: there must be outputs for each of its ${count} examples, ${each}`,
      next: "Give what predict returned for the inputs of this data set.",
    });
  };
  const fits = (size: number) => (targets.kind === "classes" ? size >= targetSize : size === targetSize);
  if (outputs instanceof Float32Array) {
    const size = outputs.length / count;
    if (!Number.isInteger(size) || !fits(size)) refuse(`${outputs.length} numbers`);
    return { rows: (i) => outputs.subarray(i * size, (i + 1) * size), size };
  }
  const list = array(outputs, { code: "report.outputs", what: "the outputs" }) as readonly ArrayLike<number>[];
  if (list.length !== count) refuse(`outputs for ${counted(list.length, "example")}`);
  const size = list[0]?.length;
  const wrong = list.find((row) => row?.length !== size);
  if (size === undefined || !fits(size) || wrong !== undefined) refuse(show(wrong ?? list[0]));
  return { rows: (i) => list[i]!, size: size as number };
}

function checkTop(options: unknown, size: number): readonly number[] {
  const where: Where = { code: "report.options", what: "the options of a report" };
  const fields = plainObject(options, where);
  knownKeys(fields, ["top"], where);
  const top = array(fields.top ?? [], { code: "report.top", what: "top" });
  return top.map((k) => integer(k, { code: "report.top", what: "top: each k" }, { min: 1, max: size }));
}

/** How many outputs come before the label's, of equal ones those in front of it. */
function rankOf(label: number, outputs: ArrayLike<number>): number {
  const own = outputs[label]!;
  let rank = 0;
  for (let j = 0; j < outputs.length; j++) if (outputs[j]! > own || (outputs[j]! === own && j < label)) rank++;
  return rank;
}

function namesOf({ preparation }: Dataset, size: number): readonly string[] {
  const names = preparation?.targets?.kind === "classes" ? preparation.targets.names : [];
  return Array.from({ length: size }, (_, i) => names[i] ?? String(i));
}

function scored(
  confusion: readonly (readonly number[])[],
  labels: ArrayLike<number>,
  size: number,
  names: readonly string[],
): readonly ClassScore[] {
  const supports = Array<number>(size).fill(0);
  for (let i = 0; i < labels.length; i++) supports[labels[i]!]!++;
  const answers = Array<number>(size).fill(0);
  for (const row of confusion) for (const [answer, times] of row.entries()) answers[answer]! += times;
  return names.map((name, i) => {
    const [support, answered, correct] = [supports[i]!, answers[i]!, confusion[i]?.[i] ?? 0];
    const over = (all: number, part: number) => (all === 0 ? 0 : part / all);
    const f1 = over(support + answered, 2 * correct);
    return { name, support, answered, correct, precision: over(answered, correct), recall: over(support, correct), f1 };
  });
}

function averaged(classes: readonly ClassScore[], weight: (score: ClassScore) => number): Scores {
  const of = (score: (scores: Scores) => number) => mean(classes, score, weight);
  return { precision: of((s) => s.precision), recall: of((s) => s.recall), f1: of((s) => s.f1) };
}

function mean<T>(items: readonly T[], value: (item: T) => number, weight: (item: T) => number = () => 1): number {
  const all = items.reduce((sum, item) => sum + weight(item), 0);
  return all === 0 ? 0 : items.reduce((sum, item) => sum + weight(item) * value(item), 0) / all;
}
