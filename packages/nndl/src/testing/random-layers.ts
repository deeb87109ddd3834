/** For tests: random measures for a layer of any kind. */
import fc from "fast-check";
import type { ActivationName } from "../functions/index.ts";
import type { Pair } from "../layers/index.ts";
import type { Measures } from "./fitted-layers.ts";

export function drawnMeasures(activations: readonly ActivationName[]): fc.Arbitrary<Measures> {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const pair = (max: number) => fc.tuple(upTo(max), upTo(max));
  return fc.record({
    units: upTo(12),
    filters: upTo(18),
    kernel: pair(5),
    stride: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([1, 1]) }, { weight: 1, arbitrary: pair(3) }),
    padding: fc.constantFrom<Measures["padding"]>("valid", "same", 1, 2),
    groups: upTo(3),
    activation: fc.constantFrom(...activations),
    pool: fc.constantFrom("max", "average", "l2"),
    window: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([2, 2]) }, { weight: 1, arbitrary: pair(3) }),
    overlapping: fc.boolean(),
    rate: fc.constantFrom(0.2, 0.5),
  });
}
