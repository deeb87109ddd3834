/** What the lines that were handed in say together. */
import type { ClassExperiment, ClassRun } from "./experiment.ts";
import type { Found } from "./hand-in.ts";

/** What a run really comes to, as this page's own training found. */
export interface Outcome {
  readonly correct: number;
  readonly of: number;
  readonly sha256: string;
}

/** Whether a line is what its seed gives; absent while nobody has looked. */
export type Verdict = "right" | "another count" | "another hash" | "another count and hash";

/** A row of the class's table. */
export interface Row extends Found {
  /** Lines of the same run that say the same, and that say something else. */
  readonly agrees: readonly number[];
  readonly contradicts: readonly number[];
  /** Whether it is of the experiment that is set; else it is of another one, and does not count. */
  readonly isOurs: boolean;
  /** Whether its seed was dealt out. */
  readonly isDealt: boolean;
  readonly verdict: Verdict | undefined;
}

export const keyOf = ({ seed, epochs, images }: ClassRun) => `${images}/${epochs}/${seed}`;

/** @param outcomes of runs that were trained again, by `keyOf` */
export function gather(
  found: readonly Found[],
  experiment: ClassExperiment,
  outcomes: ReadonlyMap<string, Outcome>,
): readonly Row[] {
  const { first, pupils } = experiment;
  const byRun = new Map<string, Found[]>();
  for (const line of found) {
    const same = byRun.get(keyOf(line));
    if (same === undefined) byRun.set(keyOf(line), [line]);
    else same.push(line);
  }
  return found.map((line) => {
    const others = byRun.get(keyOf(line))!.filter((other) => other !== line);
    const same = (other: Found) => other.correct === line.correct && other.hash === line.hash;
    const linesOf = (some: readonly Found[]) => some.map((other) => other.line);
    return {
      ...line,
      agrees: linesOf(others.filter(same)),
      contradicts: linesOf(others.filter((other) => !same(other))),
      isOurs: line.epochs === experiment.epochs && line.images === experiment.images,
      isDealt: line.seed >= first && line.seed < first + pupils,
      verdict: verdictOn(line, outcomes.get(keyOf(line))),
    };
  });
}

function verdictOn({ correct, hash }: Found, outcome: Outcome | undefined): Verdict | undefined {
  if (outcome === undefined) return undefined;
  const isCount = correct === outcome.correct;
  const isHash = outcome.sha256.startsWith(hash);
  if (isCount) return isHash ? "right" : "another hash";
  return isHash ? "another count" : "another count and hash";
}

/** The share of test images right, once for each seed: of the experiment that is set, and not known or said to be wrong. */
export function sharesOf(rows: readonly Row[]): readonly number[] {
  const counted = rows.filter(
    ({ isOurs, verdict, contradicts }) =>
      isOurs && (verdict === "right" || (verdict === undefined && contradicts.length === 0)),
  );
  const bySeed = new Map(counted.map(({ seed, correct, of }) => [seed, correct / of]));
  return [...bySeed.values()];
}

export interface Summary {
  readonly count: number;
  readonly mean: number;
  /** The standard deviation of what was handed in, for which two are needed. */
  readonly spread: number | undefined;
  readonly best: number;
  readonly worst: number;
}

export function summaryOf(shares: readonly number[]): Summary | undefined {
  const count = shares.length;
  if (count === 0) return undefined;
  const mean = shares.reduce((sum, share) => sum + share, 0) / count;
  const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  return {
    count,
    mean,
    spread: count < 2 ? undefined : Math.sqrt(squares / (count - 1)),
    best: Math.max(...shares),
    worst: Math.min(...shares),
  };
}

export interface Bin {
  /** In percent: from here, up to but without there. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How many seeds lie in each stretch of a percent, or as many percent as make at most 30 stretches. */
export function binsOf(shares: readonly number[]): readonly Bin[] {
  if (shares.length === 0) return [];
  const percents = shares.map((share) => 100 * share);
  const [least, most] = [Math.min(...percents), Math.max(...percents)];
  const width = [1, 2, 5].find((width) => (most - least) / width < 30)!;
  const start = Math.floor(least / width) * width;
  const bins = Math.floor((most - start) / width) + 1;
  return Array.from({ length: bins }, (_, i) => {
    const [from, to] = [start + i * width, start + (i + 1) * width];
    return { from, to, count: percents.filter((percent) => percent >= from && percent < to).length };
  });
}

/** Which seeds of the class nobody has handed in. */
export function missingSeeds(rows: readonly Row[], { first, pupils }: ClassExperiment): readonly number[] {
  const there = new Set(rows.filter(({ isOurs }) => isOurs).map(({ seed }) => seed));
  return Array.from({ length: pupils }, (_, i) => first + i).filter((seed) => !there.has(seed));
}
