/**
 * Large figures come to life part by part, each in a turn of its own, so that the page has time for its reader in between. The parts
 * stand in the page before any script runs, like the figure around them.
 */
import type { Component } from "svelte";

/** A part that is to be written into the page. */
export interface WrittenPart {
  readonly part: Component<Record<string, unknown>>;
  readonly props: Record<string, unknown>;
  readonly context: Map<unknown, unknown>;
}

/** By this name who writes a page gives a list for its parts; in a browser there is none. */
export const PARTS = Symbol("parts");

let last: Promise<void> = Promise.resolve();

/**
 * Does something after all that was asked for before, when the page has had a moment for others; resolves when it is done. Who does
 * not wait for it leaves it to the page to say what failed.
 */
export function inTurn(task: () => void): Promise<void> {
  const done = last.then(() => new Promise<void>((resolve) => setTimeout(resolve))).then(task);
  // The next one is not to blame.
  last = done.catch(() => {});
  return done;
}

/** Once all turns are over, and those that they asked for. */
export async function turnsAreOver(): Promise<void> {
  for (let seen: Promise<void> | undefined; seen !== last; ) {
    seen = last;
    await seen;
  }
}
