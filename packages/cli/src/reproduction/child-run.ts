/** Does a run as a process of its own, which is the same command for that run alone. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { childError } from "../child-error.ts";
import { commandFile } from "../own-files.ts";
import { RunFolder } from "../training/run-folder.ts";
import { jobVariable, type Line } from "./job.ts";
import { runIn } from "./kept-run.ts";
import type { ReproduceOptions } from "./options.ts";
import type { Ended, Runner } from "./run-jobs.ts";
import type { Task } from "./tasks.ts";

/** @param optionsOf what the command is given for each run, but for its seed */
export function childRunner(optionsOf: (task: Task) => ReproduceOptions): Runner {
  return async (task, onLine, signal) => {
    const child = spawn(process.execPath, [commandFile, ...argumentsOf(task, optionsOf(task))], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, [jobVariable]: "1" },
    });
    // It ends when its input does, by this process's will or by its end.
    const end = () => child.stdin.end();
    child.stdin.on("error", () => {});
    if (signal.aborted) end();
    signal.addEventListener("abort", end);
    let complaint = "";
    child.stderr.on("data", (part) => {
      complaint += part;
    });
    const closed = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, killedBy) => resolve(code ?? killedBy));
    });
    // A failure to start is told by `closed`, which nobody awaits before the lines are read.
    closed.catch(() => {});
    let last: Line | undefined;
    try {
      for await (const text of createInterface({ input: child.stdout })) {
        const line = lineOf(text);
        if (line === undefined) continue;
        if (line.type === "run") last = line;
        onLine(line);
      }
      return endOf(task, await closed, last, complaint, signal);
    } catch (error) {
      return { kind: "failed", error };
    } finally {
      signal.removeEventListener("abort", end);
    }
  };
}

function endOf(
  { experiment, seed }: Task,
  ended: number | NodeJS.Signals | null,
  line: Line | undefined,
  complaint: string,
  signal: AbortSignal,
): Ended {
  const run = ended === 0 && line !== undefined ? runIn(new RunFolder(String(line.run)), experiment) : undefined;
  if (run !== undefined) return { kind: "done", run: { ...run, wasKept: line?.wasKept === true } };
  if (signal.aborted) return { kind: "interrupted" };
  return { kind: "failed", error: childError(complaint, ended, `${experiment.name} seed ${seed}`) };
}

/** A process that is killed leaves half a line. */
function lineOf(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function argumentsOf({ experiment, seed }: Task, options: ReproduceOptions): string[] {
  const { quick, epochs, limit, threads, again, out, checkpointEvery } = options;
  const given = { seed, epochs, limit, threads, out, "checkpoint-every": checkpointEvery };
  return [
    "reproduce",
    experiment.name,
    "--json",
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)])),
    ...(quick === true ? ["--quick"] : []),
    ...(again === true ? ["--again"] : []),
  ];
}
