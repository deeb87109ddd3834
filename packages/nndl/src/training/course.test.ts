import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scheduleNames } from "../functions/index.ts";
import { changesOf } from "../testing/random-changes.ts";
import { toyData } from "../testing/toy-data.ts";
import { Course } from "./course.ts";
import { afterStretch, beginning, type Cursor, nextEpoch, withoutCosts } from "./cursor.ts";
import { noProgress } from "./plateau.ts";
import { checkSettings } from "./settings.ts";

const settingsOf = (options: object) => checkSettings({ epochs: 3, learningRate: 2, ...options });

describe("the course of a run", () => {
  it("stops after each mini-batch that an event is wanted after, at each epoch's end, and visits every example once", () => {
    const sizes = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      miniBatchSize: fc.integer({ min: 1, max: 80 }),
      every: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      most: fc.integer({ min: 1, max: 20 }),
      changes: changesOf(fc.record({ miniBatchSize: fc.integer({ min: 1, max: 80 }) })),
    });
    fc.assert(
      fc.property(sizes, ({ count, miniBatchSize, every, most, changes }) => {
        const course = new Course(settingsOf({ miniBatchSize, changes }), count, 1);
        let cursor: Cursor = beginning;
        for (let epoch = 0; epoch < 3; epoch++) {
          expect([...course.orderOf(epoch)].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
          while (cursor.example < count) {
            const to = course.endOfStretch(cursor, most, every);
            const size = course.miniBatchSizeAt(cursor.step);
            const steps = Math.ceil((to - cursor.example) / size);
            expect(steps).toBeGreaterThan(0);
            expect(steps).toBeLessThanOrEqual(most);
            // No multiple of `every` lies within.
            if (every !== undefined)
              expect(Math.floor((cursor.step + steps - 1) / every)).toBe(Math.floor(cursor.step / every));
            if (to < count) expect((to - cursor.example) % size).toBe(0);
            expect(course.placeOf(cursor.step)).toEqual(placeOf(cursor));
            cursor = afterStretch(cursor, { to, steps, seconds: 1, costSum: undefined });
          }
          cursor = nextEpoch(cursor);
        }
        expect(cursor).toEqual({ ...beginning, epoch: 3, step: course.stepsAt(cursor.step) });
        if (changes.length === 0) expect(course.stepsAt(0)).toBe(3 * course.stepsPerEpochAt(0));
      }),
    );
  });

  it("goes one mini-batch at a time where the learning rate changes with each", () => {
    for (const schedule of scheduleNames) {
      const course = new Course(settingsOf({ schedule, miniBatchSize: 2, evaluate: {}, ...watching(schedule) }), 10, 1);
      const rates = [0, 1, 2].map((step) => course.learningRate(beginning, noProgress, step));
      const changes = new Set(rates).size > 1;
      expect([schedule, course.endOfStretch(beginning, 4)]).toEqual([schedule, changes ? 2 : 8]);
    }
  });

  it("ends when all epochs are done, when nothing got better for too long, and at the schedule's last rate", () => {
    const halving = { type: "halving", patience: 1, until: 1 / 4 };
    const settings = settingsOf({ ...watching("halving"), schedule: halving, earlyStopping: { patience: 4 } });
    const course = new Course(settings, 10, 1);
    const reason = (epoch: number, progress: object) =>
      course.reasonToStop({ ...beginning, epoch }, { ...noProgress, ...progress });
    expect(reason(2, {})).toBeUndefined();
    expect(reason(3, {})).toBe("finished");
    expect(reason(1, { sinceBest: 3, reductions: 1 })).toBeUndefined();
    expect(reason(1, { sinceBest: 4 })).toBe("no improvement");
    expect(reason(1, { reductions: 2 })).toBe("learning rate");
  });
});

describe("the costs of a cursor", () => {
  it("add up where they are measured, until they are told", () => {
    let cursor = afterStretch(beginning, { to: 20, steps: 2, seconds: 0.5, costSum: 7 });
    cursor = afterStretch(cursor, { to: 30, steps: 1, seconds: 0.25, costSum: 9 });
    expect(cursor).toEqual({ epoch: 0, example: 30, step: 3, seconds: 0.75, costSum: 9, costCount: 30 });
    expect(withoutCosts(cursor)).toEqual({ ...cursor, costSum: 0, costCount: 0 });
    expect(nextEpoch(cursor)).toEqual({ ...cursor, epoch: 1, example: 0, seconds: 0 });
  });
});

function placeOf({ epoch, example, step }: Cursor) {
  return { epoch, example, step };
}

/** Something to watch, for the schedule that needs it. */
function watching(schedule: string): object {
  return schedule === "halving" ? { evaluate: { toy: toyData(10) } } : {};
}
