/** Where the tests of whole things run, as the test runner calls it: Node, and a moment to close what files have shared. */
import type { Environment } from "vitest/runtime";

interface Closable {
  close(): Promise<void>;
}

/** The test runner loads this file for itself, and the tests load it again: they meet here. */
const shared = (globalThis as { sharedByTestFiles?: Set<Closable> }).sharedByTestFiles ?? new Set<Closable>();
Object.assign(globalThis, { sharedByTestFiles: shared });

/** Closes it when this process has run its last file of tests. */
export function closeAtTheEnd<T extends Closable>(closable: T): T {
  shared.add(closable);
  return closable;
}

export default {
  name: "whole",
  viteEnvironment: "ssr",
  setup: () => ({
    async teardown() {
      await Promise.all([...shared].map((each) => each.close()));
    },
  }),
} satisfies Environment;
