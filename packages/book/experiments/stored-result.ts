/** A result as it is stored: results/ in the repository, and result.json in the folder of a run. */
import { NndlError } from "nndl";
import { show } from "nndl/check";
import type { ExperimentResult } from "./result.ts";

/** The word that every stored result has. */
export const format = "nndl result 1";

/** What a run came to, with everything that somebody needs to get the same. Plain JSON. */
export interface StoredResult extends Omit<ExperimentResult, "networks"> {
  readonly format: typeof format;
  /** Identifies the images and labels of the three sets: training, validation, test. */
  readonly data: Readonly<Record<"training" | "validation" | "test", string>>;
  readonly versions: { readonly nndl: string; readonly node: string };
  /** What the seconds were taken on. */
  readonly machine: string;
}

export function storedFrom(
  { networks: _, ...result }: ExperimentResult,
  about: Pick<StoredResult, "data" | "versions" | "machine">,
): StoredResult {
  return { format, ...result, ...about };
}

/** "AMD EPYC, one thread" */
export function machineOf(processor: string, threads: number): string {
  return `${processor}, ${threads === 1 ? "one thread" : `${threads} threads`}`;
}

/**
 * Reads a stored result.
 *
 * @throws NndlError "experiment.stored" for what is none, or is of another version
 */
export function readStored(text: string, where: string): StoredResult {
  const refuse = (received: string, cause?: unknown) =>
    new NndlError(
      "experiment.stored",
      {
        received: `${where}: ${received}`,
        expected: `a stored result must be JSON with the format ${show(format)}`,
        next: "Run the experiment again, or leave the file out.",
      },
      cause === undefined ? undefined : { cause },
    );
  let value: Partial<StoredResult> | null;
  try {
    value = JSON.parse(text) as Partial<StoredResult> | null;
  } catch (error) {
    throw refuse("no JSON, or half of it", error);
  }
  if (typeof value !== "object" || value === null) throw refuse(show(value));
  if (value.format !== format) throw refuse(`the format ${show(value.format)}`);
  const isWhole =
    typeof value.name === "string" &&
    Number.isSafeInteger(value.seed) &&
    typeof value.measured === "object" &&
    value.measured !== null &&
    Array.isArray(value.trainings) &&
    typeof value.versions?.nndl === "string" &&
    typeof value.data === "object" &&
    value.data !== null &&
    ["full", "quick", "look"].includes(value.form ?? "");
  if (!isWhole) throw refuse("a result without some of its fields");
  const stored = value as StoredResult;
  return { ...stored, measured: withNaN(stored.measured) };
}

/** JSON has no word for what is no number, and writes null. */
function withNaN(measured: StoredResult["measured"]): StoredResult["measured"] {
  const number = (value: number | null) => value ?? Number.NaN;
  return Object.fromEntries(
    Object.entries(measured).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(([x, y]) => [number(x), number(y)] as const) : number(value as number | null),
    ]),
  );
}
