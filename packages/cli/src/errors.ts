/** How errors are shown, and the exit codes they end in. */
import type { Screen } from "./terminal/screen.ts";
import { harmless, wrap } from "./terminal/wrap.ts";

/** What people and programs count on. */
export const exitCodes = { success: 0, failure: 1, badInput: 2, interrupted: 130 } as const;

/** Complaints that are nobody's bad input: what was asked for was possible, and then something went wrong. */
const failures = [
  ...["training.diverged", "engine.worker", "worker.failed", "worker.start", "worker.blocked"],
  ...["engine.webassembly", "engine.simd", "engine.blocked"],
  ...["file.write", "file.remove", "machine"],
];

/** An error with the parts of a complaint: the library's NndlError and the command line's UsageError. */
interface Complaining extends Error {
  readonly code: string;
  readonly problem: string;
  readonly received: string | undefined;
  readonly expected: string | undefined;
  readonly next: string;
  /** Where in a text the mistake is; the message then shows that place in lines of its own. */
  readonly position?: number;
}

// By its parts and not by its class, which would take loading the library to show a misspelt option.
function isComplaint(error: unknown): error is Complaining {
  return (
    error instanceof Error && ["code", "problem", "next"].every((part) => typeof Reflect.get(error, part) === "string")
  );
}

export function exitCodeOf(error: unknown): number {
  return isComplaint(error) && !failures.includes(error.code) ? exitCodes.badInput : exitCodes.failure;
}

/** Shows an error on a screen: one paragraph for people, or one line of JSON for programs. */
export function showError(error: unknown, screen: Screen, { json, debug }: { json: boolean; debug: boolean }): void {
  const stack = debug && error instanceof Error ? { stack: stackOf(error) } : {};
  if (json) {
    const { code, message, problem, received, expected, next, position } = partsOf(error);
    const parts = { code, message, problem, received, expected, next, position };
    screen.write(`${JSON.stringify({ error: { ...parts, ...stack } })}\n`);
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
  if (isComplaint(error)) return harmless(error.message);
  const message = harmless(error instanceof Error ? error.message : String(error));
  return `nndl failed unexpectedly: ${message}${debug ? "" : " (--debug shows where in the code.)"}`;
}

function partsOf(error: unknown) {
  if (isComplaint(error)) return error;
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
function points(error: unknown): error is Complaining {
  return isComplaint(error) && typeof error.position === "number";
}

/** The stack, and those of the errors behind it. */
function stackOf(error: Error): string {
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error ? `${own}\ncaused by ${stackOf(error.cause)}` : own;
}
