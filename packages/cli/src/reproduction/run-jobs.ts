/** Does runs side by side, so many at a time. */
import type { Line } from "./job.ts";
import type { OneRun } from "./kept-run.ts";
import type { Task } from "./tasks.ts";

/** How a run ended. */
export type Ended =
  | { readonly kind: "done"; readonly run: OneRun }
  | { readonly kind: "interrupted" }
  | { readonly kind: "failed"; readonly error: unknown };

/** Does a run, in whichever process, and tells what it says. Never rejects. */
export type Runner = (task: Task, onLine: (line: Line) => void, signal: AbortSignal) => Promise<Ended>;

export interface JobEvents {
  onBegin(task: Task): void;
  onLine(task: Task, line: Line): void;
  onEnd(task: Task, ended: Ended): void;
}

/**
 * Does all runs in their order, so many at a time; one that waits for what another process does lets the next begin. Whoever fails
 * does not keep the others from coming to their end. When the signal comes, those at work save what they have, and no other begins.
 */
export function runJobs(
  tasks: readonly Task[],
  { jobs, run, signal, ...events }: JobEvents & { jobs: number; run: Runner; signal: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0;
    let [open, working] = [0, 0];
    const fill = () => {
      while (working < jobs && next < tasks.length && !signal.aborted) begin(tasks[next++]).catch(reject);
      if (open === 0) resolve();
    };
    const begin = async (task: Task) => {
      let isWaiting = false;
      const wait = (waits: boolean) => {
        working += Number(isWaiting) - Number(waits);
        isWaiting = waits;
      };
      open++;
      working++;
      events.onBegin(task);
      const onLine = (line: Line) => {
        wait(line.type === "wait");
        events.onLine(task, line);
        fill();
      };
      const ended = await run(task, onLine, signal);
      open--;
      working -= isWaiting ? 0 : 1;
      events.onEnd(task, ended);
      fill();
    };
    fill();
  });
}
