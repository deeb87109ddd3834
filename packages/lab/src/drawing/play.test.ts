import { afterEach, describe, expect, it, vi } from "vitest";
import { between, play } from "./play.ts";

afterEach(() => vi.unstubAllGlobals());

function withFrames(reduced: boolean): number[] {
  const seen: number[] = [];
  let frame: ((now: number) => void) | undefined;
  vi.stubGlobal("matchMedia", () => ({ matches: reduced }));
  vi.stubGlobal("requestAnimationFrame", (callback: (now: number) => void) => {
    frame = callback;
    return 1;
  });
  play(2, (t) => seen.push(t));
  for (let now = 500; frame !== undefined && now < 5000; now += 500) {
    const next = frame;
    frame = undefined;
    next(now);
  }
  return seen;
}

describe("a change that is shown", () => {
  it("goes from 0 to 1 in its time, then ends", () => {
    expect(withFrames(false)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
  it("is at its end at once for those who prefer reduced motion", () => {
    expect(withFrames(true)).toEqual([1]);
  });
  it("ends exactly where it should", () => {
    expect([between(8, 100, 0), between(8, 100, 0.5), between(8, 100, 1)]).toEqual([8, 54, 100]);
  });
});
