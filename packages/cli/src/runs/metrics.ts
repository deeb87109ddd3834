/** The lines of metrics.jsonl, whatever a crash left of them. */
import { existsSync, readFileSync } from "node:fs";
import type { Measurement } from "nndl";

/** What an epoch came to, as a run's folder keeps it. */
export interface EpochLine {
  /** From 0. */
  readonly epoch: number;
  readonly learningRate: number;
  /** By the name of the set. */
  readonly evaluations: Readonly<Record<string, Measurement>>;
  /** Of training alone. */
  readonly seconds: number;
  /** Since the run began, interruptions left out; in runs of experiments. */
  readonly elapsed?: number;
}

export interface Metrics {
  /** In their order, each once. */
  readonly epochs: readonly EpochLine[];
  /** Lines that are none: damaged ones, and the half that a crash left. */
  readonly unreadable: number;
}

/** @param path of a metrics.jsonl, which need not be there yet */
export function readMetrics(path: string): Metrics {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const read = lines.map(readLine);
  // Of an epoch that was trained twice, the later line counts.
  const byEpoch = new Map(read.flatMap((line) => (line === undefined ? [] : [[line.epoch, line] as const])));
  const epochs = [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
  return { epochs, unreadable: read.filter((line) => line === undefined).length };
}

function readLine(text: string): EpochLine | undefined {
  let value: Partial<EpochLine> | null;
  try {
    value = JSON.parse(text) as Partial<EpochLine> | null;
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { epoch, learningRate, evaluations, seconds, elapsed } = value;
  if (!Number.isSafeInteger(epoch) || epoch! < 0 || !isNumber(learningRate) || !isNumber(seconds)) return undefined;
  if (elapsed !== undefined && !isNumber(elapsed)) return undefined;
  if (typeof evaluations !== "object" || evaluations === null) return undefined;
  return Object.values(evaluations).every(isMeasurement) ? (value as EpochLine) : undefined;
}

function isMeasurement(value: unknown): value is Measurement {
  if (typeof value !== "object" || value === null) return false;
  const { count, cost, correct, accuracy } = value as Partial<Measurement>;
  const isNumberOrAbsent = (each: unknown) => each === undefined || isNumber(each);
  return isNumber(count) && isNumber(cost) && isNumberOrAbsent(correct) && isNumberOrAbsent(accuracy);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
