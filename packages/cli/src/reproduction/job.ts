/** A run as a process of its own: how it knows that it is one, and what it says to the process that started it. */
import type { Context } from "../context.ts";

/** Set for the processes that `nndl reproduce` starts. */
export const jobVariable = "NNDL_JOB";

/** Whether this process is the run of another one, which reads its lines. */
export function isJob({ environment }: Pick<Context, "environment">): boolean {
  return environment[jobVariable] !== undefined;
}

/** A line of JSON that a run prints. */
export interface Line {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Lines that only the process that started a run is told, or that it says itself. */
export const ownLines: readonly string[] = ["progress", "summary", "recorded", "interrupted"];

/**
 * Aborts when whoever started this process is gone, or wants it to end: both close its input. Unlike a signal this can be told apart
 * from a Ctrl-C that the terminal sends to all of them.
 */
export function whenLeft(input: NodeJS.ReadStream = process.stdin): AbortSignal {
  const control = new AbortController();
  for (const event of ["end", "close", "error"]) input.once(event, () => control.abort());
  input.resume();
  // It does not keep the process from ending.
  input.unref?.();
  return control.signal;
}
