import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Calm } from "./calm.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("says a sentence once things have come to rest", () => {
  const said: string[] = [];
  const calm = new Calm((sentence) => said.push(sentence));
  const slider = {};
  for (let i = 0; i < 4; i++) {
    calm.hear(slider, `w = ${i}`);
    vi.advanceTimersByTime(300);
  }
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["w = 3"]);
});

it("says one in five seconds while they have not, and the last", () => {
  const said: string[] = [];
  const calm = new Calm((sentence) => said.push(sentence));
  const training = {};
  for (let i = 0; i < 120; i++) {
    calm.hear(training, `step ${i}`);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(6000);
  expect(said).toHaveLength(3);
  expect(said.at(-1)).toBe("step 119");
});

it("says two where many change at once, and nothing when it is closed", () => {
  const said: string[] = [];
  const calm = new Calm((sentence) => said.push(sentence));
  for (const name of ["a", "b", "c"]) calm.hear({}, name);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(["a. b"]);
  calm.hear({}, "d");
  calm.close();
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(1);
});
