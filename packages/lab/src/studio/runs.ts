/** Runs that are kept, to be compared with the one at hand. */
import { count } from "@nndl/words/numbers";
import type { SetName } from "@nndl/words/set-names";
import type { EpochRecord, Preparation, Shape } from "nndl";
import { estimateMemory } from "nndl/analysis";
import { sizeOf } from "nndl/spec";
import type { CurvePoint } from "../training/curve.ts";
import type { DataChoice, ToyChoice } from "../training/data-choice.ts";
import { usualFeatures } from "../training/features.ts";
import { columnsAmong, isMade } from "../training/made-places.ts";
import { countOf } from "../training/painted.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import { toyClasses } from "../training/toy-names.ts";
import type { DataShape } from "./draft.ts";
import type { Origin } from "./origin.ts";

export interface KeptRun {
  /** "A", "B", …; "before" for the run before this one. */
  readonly name: string;
  readonly recipe: CheckedRecipe;
  readonly costs: readonly CurvePoint[];
  readonly records: readonly EpochRecord[];
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly sha256?: string | undefined;
  /** Its network, for runs to start from. */
  readonly origin?: Origin | undefined;
}

/** As many as can be told apart. */
export const mostRuns = 5;

/** The first letter that is free. */
export function nextName(runs: readonly KeptRun[]): string {
  return [..."ABCDEFGHIJ"].find((letter) => runs.every(({ name }) => name !== letter)) ?? "?";
}

/** Whether the digits' four binary digits are to be learned, which are values. */
export function hasBits(data: DataChoice): boolean {
  return data.kind === "mnist" && data.targets === "bits";
}

/** What data ask of a network, as far as it is known without them. */
export function shapeOfData(data: DataChoice): DataShape | undefined {
  switch (data.kind) {
    case "mnist":
      return { input: [1, 28, 28], outputs: hasBits(data) ? 4 : 10, classes: !hasBits(data) };
    case "toy":
      return { input: pointShape(data), outputs: toyClasses[data.name], classes: true };
    case "painted":
      return { input: pointShape(data), outputs: data.points.length, classes: true };
    case "function":
      return { input: data.variables === 2 ? pointShape(data) : [1], outputs: 1, classes: false };
    case "files":
      return undefined;
  }
}

function pointShape({ features = usualFeatures }: Pick<ToyChoice, "features">): Shape {
  return [features.length];
}

/**
 * How many numbers say where an example lies, where it is a point of a line or of the plane; else how many an input has; 0 where
 * its inputs were made of numbers that nobody can tell any more.
 * @param preparation how the inputs of the reader's own data are made
 */
export function coordinatesOf(data: DataChoice, input: Shape, preparation?: Preparation): number {
  if (data.kind === "toy" || data.kind === "painted") return 2;
  if (data.kind === "function") return data.variables ?? 1;
  if (data.kind !== "files" || !isMade(preparation)) return sizeOf(input);
  return columnsAmong(preparation)?.length ?? 0;
}

/** Whether some examples are kept for testing. */
export function hasTest(data: DataChoice): boolean {
  if (data.kind === "toy") return Math.round((data.count ?? 400) * (data.testShare ?? 0.25)) > 0;
  return data.kind !== "painted" || Math.round(countOf(data.points) * (data.testShare ?? 0)) > 0;
}

/** About how much memory a run needs, in words: "60 MB". */
export function memoryOf({ network, training }: CheckedRecipe): string {
  const { miniBatchSize, optimizer } = training;
  const { total } = estimateMemory(network, { miniBatchSize, optimizer, checkpoints: true });
  const [unit, name] = total >= 1e9 ? [1e9, "GB"] : total >= 1e6 ? [1e6, "MB"] : [1e3, "kB"];
  return `${count(Number((total / unit).toPrecision(2)))} ${name}`;
}

/** The last measurement of the set that says most about the network: test, then validation, then training. */
export function bestKnown(records: readonly EpochRecord[]) {
  const last = records.at(-1)?.evaluations;
  for (const set of ["test", "validation", "training"] as const satisfies readonly SetName[]) {
    const measured = last?.[set];
    if (measured !== undefined) return { set, measured };
  }
  return undefined;
}

/** Where a curve's ordinate should end: round numbers above and below what is drawn. */
export function rangeOf(
  curves: readonly (readonly (readonly [number, number])[])[],
  least = 0,
): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves)
    for (const [, y] of curve)
      if (Number.isFinite(y)) {
        low = Math.min(low, y);
        high = Math.max(high, y);
      }
  if (low > high) return [least, 1];
  const margin = 0.06 * (high - low) || Math.abs(high) * 0.1 || 1;
  return [Math.min(least, low), high + margin];
}

/** The same for accuracies: from a round share below the lowest up to 1. */
export function accuracyRange(curves: readonly (readonly (readonly [number, number])[])[]): readonly [number, number] {
  if (curves.every((curve) => curve.length === 0)) return [0, 1];
  const lowest = Math.min(1, ...curves.flatMap((curve) => curve.map(([, y]) => y)));
  const floor = [0.98, 0.95, 0.9, 0.8, 0.5, 0].find((step) => lowest >= step + (1 - step) * 0.02) ?? 0;
  return [floor, 1];
}
