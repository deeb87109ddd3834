/** For tests: changes of a run's settings. */
import fc from "fast-check";
import type { ChangedSettings, PlannedChange } from "../training/index.ts";

/** Up to four changes within the first forty mini-batches, in their order. */
export function changesOf(settings: fc.Arbitrary<ChangedSettings>): fc.Arbitrary<PlannedChange[]> {
  return fc
    .uniqueArray(fc.record({ atMiniBatch: fc.integer({ min: 0, max: 40 }), settings }), {
      selector: ({ atMiniBatch }) => atMiniBatch,
      maxLength: 4,
    })
    .map((changes) => changes.sort((a, b) => a.atMiniBatch - b.atMiniBatch));
}

/** Changes of what any run has, whichever its optimizer is. */
export const randomChanges = changesOf(
  fc.record(
    {
      learningRate: fc.constantFrom(0.02, 0.3, 0.9),
      miniBatchSize: fc.integer({ min: 1, max: 25 }),
      regularization: fc.record({ l1: fc.constantFrom(0, 0.2), l2: fc.constantFrom(0, 0.5) }),
    },
    { requiredKeys: [] },
  ),
);
