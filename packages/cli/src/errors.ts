/** How errors are shown, and the exit codes they end in. */
import { type ErrorCode, NndlError, systemReason } from "nndl/check";
import { inCommandWords } from "./command-words.ts";
import type { Screen } from "./terminal/screen.ts";
import { harmless, wrap } from "./terminal/wrap.ts";

/** What people and programs count on. */
export const exitCodes = { success: 0, failure: 1, badInput: 2, interrupted: 130 } as const;

/** Complaints that are nobody's bad input: what was asked for was possible, and then something went wrong. */
const failures: readonly ErrorCode[] = [
  "training.diverged",
  "engine.worker",
  "engine.webassembly",
  "engine.simd",
  "engine.blocked",
  "worker.failed",
  "worker.start",
  "worker.blocked",
  "file.write",
  "file.remove",
  "system.directory",
  "system.refused",
];

/** What the system refused, where nobody nearer said so, as one of our own errors; everything else as it is. */
export function knownError(error: unknown): unknown {
  if (error instanceof NndlError || !(error instanceof Error) || !("syscall" in error)) return error;
  const { text } = systemReason(error);
  const { syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === "uv_cwd")
    return new NndlError(
      "system.directory",
      {
        problem: "the directory that nndl was started in is no longer there",
        next: "Change to another, and start again.",
      },
      { cause: error },
    );
  return new NndlError(
    "system.refused",
    {
      problem: `the system refused ${syscall}${path === undefined ? "" : ` of ${path}`}: ${text}`,
      next: "Check that the disk has room, and that you may read and write there.",
    },
    { cause: error },
  );
}

/** Where in a text the mistake is; the message then shows that place in lines of its own. */
type Pointing = NndlError & { readonly position?: number };

export function exitCodeOf(error: unknown): number {
  return error instanceof NndlError && !failures.includes(error.code) ? exitCodes.badInput : exitCodes.failure;
}

/** Shows an error on a screen: one paragraph for people, or one line of JSON for programs. */
export function showError(error: unknown, screen: Screen, { json, debug }: { json: boolean; debug: boolean }): void {
  const stack = debug && error instanceof Error ? { stack: stackOf(error) } : {};
  if (json) {
    screen.write(`${JSON.stringify({ error: { ...errorParts(error), ...stack } })}\n`);
    return;
  }
  const paragraphs = points(error) ? error.message.split("\n").map(harmless) : [sentence(error, debug)];
  // What goes to a file or a program stays one line, which is easier to find again; a drawing stays as it is.
  const lines = paragraphs.flatMap((text, i) => {
    const whole = i === 0 ? `Error: ${text}` : text;
    return screen.isTerminal && !text.startsWith("  ") ? wrap(whole, Math.min(screen.columns, 100)) : [whole];
  });
  screen.write(`${lines.join("\n").replace("Error:", screen.style.red(screen.style.bold("Error:")))}\n`);
  if (stack.stack !== undefined) screen.write(`${screen.style.dim(stack.stack)}\n`);
}

function sentence(error: unknown, debug: boolean): string {
  if (error instanceof NndlError) return harmless(inCommandWords(error.message));
  const message = harmless(error instanceof Error ? error.message : String(error));
  return `nndl failed unexpectedly: ${message}${debug ? "" : " (--debug shows where in the code.)"}`;
}

/** What a program is told of an error. */
export function errorParts(error: unknown): object {
  const { code, message, problem, received, expected, next, position } = partsOf(error);
  return { code, message, problem, received, expected, next, position };
}

function partsOf(error: unknown) {
  if (error instanceof NndlError) return error as Pointing;
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "unexpected",
    message,
    problem: undefined,
    received: undefined,
    expected: undefined,
    next: undefined,
    position: undefined,
  };
}

/** Whether the message shows where something is wrong. */
function points(error: unknown): error is Pointing {
  return error instanceof NndlError && typeof (error as Pointing).position === "number";
}

/** The stack, and those of the errors behind it. */
function stackOf(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}
