/** For tests: the built command as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { commandFile } from "../own-files.ts";

export interface Finished {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Spawned {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
}

/** Starts `nndl` in a directory, with nobody at a terminal. */
export function startNndl(args: readonly string[], cwd: string, environment: Record<string, string> = {}): Spawned {
  const { npm_command: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [commandFile, ...args], { cwd, env: { ...inherited, ...environment } });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (part) => {
    stdout += part;
  });
  child.stderr.on("data", (part) => {
    stderr += part;
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { process: child, finished };
}

export function nndl(args: readonly string[], cwd: string, environment?: Record<string, string>): Promise<Finished> {
  return startNndl(args, cwd, environment).finished;
}

/** The lines of a JSON output. */
export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Waits until something is so, or the process has ended and it will never be. */
export async function until(condition: () => boolean, { process }: Spawned): Promise<void> {
  while (!condition()) {
    if (process.exitCode !== null || process.signalCode !== null) throw new Error("the process ended before");
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}
