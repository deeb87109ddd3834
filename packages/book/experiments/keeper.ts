/** Keeps what a run has done, so that it can go on after an interrupt; the command line keeps it in a folder. */
import type { Keeper } from "./contract.ts";

export type { Keeper, KeptTraining, Resumption, TrainingAbout, Watched } from "./contract.ts";

/** Keeps nothing but what it is told, as long as it lives. */
export function inMemory(): Keeper {
  const kept = new Map<string, unknown>();
  return {
    recall: (name) => kept.get(name),
    keep: (name, value) => kept.set(name, value),
    training: () => Promise.resolve({ begin() {}, epoch() {}, end: () => Promise.resolve() }),
    other: () => Promise.resolve(inMemory()),
    close() {},
  };
}
