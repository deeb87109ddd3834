/** What the page and the worker say to each other. */
import { NndlError, type Preparation, type Remark } from "nndl";
import type { ErrorCode } from "nndl/check";
import type { Loaded } from "./digits.ts";
import type { GivenFiles } from "./given-files.ts";
import type { Progress, Standing } from "./progress.ts";
import type { Question } from "./questions.ts";
import type { CheckedRecipe } from "./recipe.ts";
import type { Opening, SaveFormat, TrainingWish } from "./workbench.ts";

/** What the page wants of one trainer. */
export type Order =
  | {
      readonly do: "open";
      readonly recipe: unknown;
      readonly opening: Opening;
      readonly files?: GivenFiles | undefined;
      /** Where the digits lie; absolute, ends with "/". */
      readonly mnist: string;
    }
  | { readonly do: "fetch" }
  | { readonly do: "train"; readonly wish: TrainingWish }
  | { readonly do: "pause" }
  | { readonly do: "change"; readonly settings: unknown }
  | { readonly do: "rewind" }
  | { readonly do: "renew"; readonly seed: number }
  | { readonly do: "load"; readonly bytes: Uint8Array }
  | { readonly do: "ask"; readonly question: Question }
  | { readonly do: "save"; readonly format: SaveFormat }
  | { readonly do: "save-data" }
  | { readonly do: "close" };

/** An order with its number; without a trainer it only asks whether anybody is there. */
export type Request = { readonly id: number } & (
  | { readonly trainer: number; readonly order: Order }
  | { readonly trainer?: never }
);

/** What is answered to every order that moves a trainer. */
export interface Moved {
  readonly standing: Standing;
  readonly recipe: CheckedRecipe;
  /** Whether its data are here, or are to be fetched when something needs them. */
  readonly hasData: boolean;
  /** Milliseconds for which its computations may keep the worker from answering. */
  readonly silence: number;
  /** What is probably a mistake in it, as far as its data are here. */
  readonly remarks: readonly Remark[];
  /** How its inputs are made, and what its outputs mean; absent where nobody knows. */
  readonly preparation?: Preparation | undefined;
  /** Of the weights; absent for networks so large that it would take long. */
  readonly sha256?: string;
}

export type Report =
  | { readonly say: "answer"; readonly id: number; readonly value: unknown }
  | { readonly say: "refusal"; readonly id: number; readonly complaint: Complaint }
  | { readonly say: "loading"; readonly trainer: number; readonly loaded: Loaded }
  /** Loading is over: they have come, or have not. */
  | { readonly say: "loaded"; readonly trainer: number; readonly hasData: boolean }
  | { readonly say: "progress"; readonly trainer: number; readonly progress: Progress }
  | { readonly say: "saved"; readonly trainer: number; readonly checkpoint: Uint8Array; readonly step: number };

/** An NndlError as data: classes do not travel between threads. */
export interface Complaint {
  readonly code: ErrorCode;
  readonly problem: string;
  readonly received: string | undefined;
  readonly expected: string | undefined;
  readonly next: string;
  /** The character of a formula where the mistake is. */
  readonly position?: number;
}

export function complaintOf(error: unknown): Complaint {
  if (error instanceof NndlError) {
    const { code, problem, received, expected, next } = error;
    const position = "position" in error && typeof error.position === "number" ? { position: error.position } : {};
    return { code, problem, received, expected, next, ...position };
  }
  return {
    code: "trainer.failed",
    problem: `the trainer failed: ${error instanceof Error ? error.message : String(error)}`,
    received: undefined,
    expected: undefined,
    next: "Try again; if it happens twice, use a smaller network or reload the page.",
  };
}

/** A complaint as the reader sees it. */
export function inSentences({ problem, next }: Pick<Complaint, "problem" | "next">): string {
  // A name is as its owner wrote it: "marks.csv has no rows", "dense(-3): units must be …".
  const isName = /^\S*(?::|\.\w)/.test(problem);
  return `${isName ? problem : `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`}. ${next}`;
}

/** The error that a complaint was made of. */
export function errorOf(complaint: Complaint): NndlError & { position?: number } {
  const { code, position, problem, received, expected, next } = complaint;
  const error: NndlError & { position?: number } = new NndlError(
    code,
    received === undefined || expected === undefined ? { problem, next } : { received, expected, next },
  );
  if (position !== undefined) error.position = position;
  return error;
}

/** The memory of an answer's arrays, to be handed over instead of copied. Answers hold copies, so nobody misses it. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (each: unknown): void => {
    if (ArrayBuffer.isView(each)) {
      if (each.buffer instanceof ArrayBuffer) found.add(each.buffer);
    } else if (typeof each === "object" && each !== null) for (const inner of Object.values(each)) visit(inner);
  };
  visit(value);
  return [...found];
}
