/** For tests: how long a page had no time for its reader. */
import { expect } from "vitest";

/** What `browser.startTracing` is asked for. */
export const taskCategories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

/**
 * The milliseconds of processor that the longest task took of the thread of the page that said "here" (`console.timeStamp`): what
 * else the machine does is not counted. What a promise does when it is settled by the browser, as when a script has come, counts.
 * @param trace what `browser.stopTracing` gave, with `taskCategories`
 */
export function longestTask(trace: Buffer): number {
  interface TraceEvent {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args: { readonly data?: { readonly message?: string } };
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const here = traceEvents.find(({ name, args }) => name === "TimeStamp" && args.data?.message === "here")!;
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === "RunTask" && pid === here.pid && tid === here.tid)
    .map(({ tdur }) => tdur)
    // The one that was not over has none.
    .filter((duration) => duration !== undefined);
  expect(tasks.length).toBeGreaterThan(10);
  return Math.max(...tasks) / 1000;
}
