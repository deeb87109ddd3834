/** For tests: how long a page had no time for its reader. */
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

/** What the yardstick takes, in milliseconds, on the machine whose speed the limits are meant for. */
const usual = 14;

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly message?: string } };
}

/**
 * Watches a page from now on; or, where it is to go to another page of its site, from the moment when that has painted something.
 * @returns what ends it, and tells the milliseconds of the longest task of the page's own thread. They are of the processor, so that
 * what else the machine does is not counted, and of one at its usual speed: a slower one is known by work that is always the
 * same, which is done in the page before and after. What a promise does when it is settled by the browser, as when a script has
 * come, counts.
 */
export async function longestTask(
  browser: Browser,
  page: Page,
  from: "now" | "first paint" = "now",
): Promise<() => Promise<number>> {
  await browser.startTracing(page, { categories });
  await measureSpeed(page);
  return async () => {
    await measureSpeed(page);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const stamps = traceEvents.filter(({ name, args }) => name === "TimeStamp" && args.data?.message === "yardstick");
    const [{ pid, tid }] = stamps as [TraceEvent];
    const tasks = traceEvents.filter(
      // The one that was not over has no duration.
      (each) => each.name === "RunTask" && each.pid === pid && each.tid === tid && each.tdur !== undefined,
    );
    const painted = traceEvents.filter((each) => each.name === "firstContentfulPaint" && each.pid === pid);
    const begin = from === "now" ? Number.NEGATIVE_INFINITY : painted.at(-1)!.ts;
    const isYardstick = ({ ts, dur = 0 }: TraceEvent) => stamps.some((stamp) => stamp.ts >= ts && stamp.ts <= ts + dur);
    const durations = (those: readonly TraceEvent[]) => those.map(({ tdur = 0 }) => tdur / 1000).sort((a, b) => a - b);
    const yardsticks = durations(tasks.filter(isYardstick));
    const others = durations(tasks.filter((task) => task.ts >= begin && !isYardstick(task)));
    expect(yardsticks.length).toBe(2 * often);
    expect(others.length).toBeGreaterThan(10);
    return others.at(-1)! * Math.min(1, usual / yardsticks[often]!);
  };
}

const often = 5;

/** The same work so many times, each in a task of its own. */
function measureSpeed(page: Page): Promise<void> {
  return page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) {
      await new Promise((resolve) => setTimeout(resolve));
      console.timeStamp("yardstick");
      let [x, words] = [1, ""];
      const all = Array.from({ length: 30_000 }, () => {
        x = (x * 48_271) % 2_147_483_647;
        return { x, word: String(x) };
      });
      for (const { word } of all.sort((a, b) => a.x - b.x)) words += word;
      document.documentElement.dataset.yardstick = String(words.length);
    }
    delete document.documentElement.dataset.yardstick;
    // The last one is over before anybody hears of it.
    await new Promise((resolve) => setTimeout(resolve));
  }, often);
}
