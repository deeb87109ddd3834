import { findExperiment } from "@nndl/book";
import { describe, expect, test } from "vitest";
import type { Line } from "./job.ts";
import { type Ended, type Runner, runJobs } from "./run-jobs.ts";
import { sharesOf, type Task, tasksOf } from "./tasks.ts";

const tasks = tasksOf([findExperiment("ch1/wider")], { seeds: 5 });
const seedOf = ({ seed }: Task) => seed;
const failed: Ended = { kind: "failed", error: new Error("it failed") };

/** Runs that end, and say something, when the test wants it. */
class Hand {
  readonly open = new Map<number, { say: (line: Line) => void; end: (ended: Ended) => void }>();
  readonly begun: number[] = [];
  readonly ended: string[] = [];
  readonly run: Runner = (task, onLine) =>
    new Promise((resolve) => {
      this.open.set(task.seed, { say: onLine, end: resolve });
    });

  start(jobs: number, signal: AbortSignal = new AbortController().signal): Promise<void> {
    return runJobs(tasks, {
      jobs,
      run: this.run,
      signal,
      onBegin: (task) => this.begun.push(seedOf(task)),
      onLine() {},
      onEnd: (task, { kind }) => this.ended.push(`${task.seed} ${kind}`),
    });
  }

  async end(seed: number, ended: Ended = { kind: "interrupted" }): Promise<void> {
    this.open.get(seed)?.end(ended);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("runs side by side", () => {
  test("are so many at a time, in their order, and one that fails does not hold up the others", async () => {
    const hand = new Hand();
    const all = hand.start(2);
    expect(hand.begun).toEqual([1, 2]);
    await hand.end(2, failed);
    expect(hand.begun).toEqual([1, 2, 3]);
    for (const seed of [1, 3, 4, 5]) await hand.end(seed);
    await all;
    expect(hand.begun).toEqual([1, 2, 3, 4, 5]);
    expect(hand.ended[0]).toBe("2 failed");
    expect(hand.ended).toHaveLength(5);
  });

  test("let the next begin while one waits for another process", async () => {
    const hand = new Hand();
    const all = hand.start(1);
    hand.open.get(1)?.say({ type: "wait" });
    hand.open.get(1)?.say({ type: "wait" });
    expect(hand.begun).toEqual([1, 2]);
    // It goes on beside the second: none more begins until both are done, or one of them.
    hand.open.get(1)?.say({ type: "start" });
    expect(hand.begun).toEqual([1, 2]);
    await hand.end(2);
    expect(hand.begun).toEqual([1, 2]);
    await hand.end(1);
    expect(hand.begun).toEqual([1, 2, 3]);
    // It ends while it waits.
    hand.open.get(3)?.say({ type: "wait" });
    expect(hand.begun).toEqual([1, 2, 3, 4]);
    await hand.end(3);
    expect(hand.begun).toEqual([1, 2, 3, 4]);
    await hand.end(4);
    await hand.end(5);
    await all;
  });

  test("begin no more after an interrupt", async () => {
    const hand = new Hand();
    const control = new AbortController();
    const all = hand.start(2, control.signal);
    control.abort();
    await hand.end(1);
    await hand.end(2);
    await all;
    expect(hand.begun).toEqual([1, 2]);
  });

  test("of nothing are done at once", () =>
    runJobs([], { jobs: 1, run: new Hand().run, signal: AbortSignal.abort(), onBegin() {}, onLine() {}, onEnd() {} }));
});

test("a run for each seed, but one where chance has no part", () => {
  const both = tasksOf([findExperiment("ch1/average-darkness"), findExperiment("ch1/wider")], { seeds: 2, seed: 4 });
  expect(both.map(({ experiment, seed }) => [experiment.name, seed])).toEqual([
    ["ch1/average-darkness", 4],
    ["ch1/wider", 4],
    ["ch1/wider", 5],
  ]);
});

test.each([
  [1, {}, { jobs: 1, threads: "auto" }],
  [1, { threads: 2 }, { jobs: 1, threads: 2 }],
  [3, {}, { jobs: 8, threads: 1 }],
  [3, { jobs: 2 }, { jobs: 2, threads: 1 }],
  [3, { threads: 3 }, { jobs: 2, threads: 3 }],
  [3, { threads: 99 }, { jobs: 1, threads: 99 }],
  [3, { threads: "auto" }, { jobs: 1, threads: "auto" }],
  [3, { threads: 3, jobs: 5 }, { jobs: 5, threads: 3 }],
] as const)("%i runs with %j on eight cores: %j", (number, options, shares) => {
  expect(sharesOf(number, options, 8)).toEqual(shares);
});
