/** What a method of full batches keeps, as snapshots have it: by parameter, as every optimizer's arrays. */
import { type UnknownPart, unknownsOf } from "../../engines/unknowns.ts";
import { type FullBatchOptimizerSpec, fullBatchOptimizerOf, stateNamesOf } from "../../functions/index.ts";
import type { Network } from "../../network/index.ts";
import type { TrainingSnapshot } from "../snapshot.ts";
import type { Memory } from "./method.ts";

type Stored = Pick<TrainingSnapshot, "optimizer" | "numbers">;

/** Before the first step. */
export function firstMemory(spec: FullBatchOptimizerSpec): Memory {
  return { arrays: new Map(), numbers: fullBatchOptimizerOf(spec).numbers(spec) };
}

/** What a snapshot kept. */
export function memoryFrom(
  spec: FullBatchOptimizerSpec,
  network: Network,
  freeze: readonly number[] | undefined,
  { optimizer, numbers }: Stored,
): Memory {
  const first = firstMemory(spec);
  const parts = unknownsOf(network, new Set(freeze));
  const arrays = stateNamesOf(spec).map((name) => [name, join(parts, name, optimizer)] as const);
  // Zeros stand for what there is not yet.
  return {
    arrays: new Map(arrays.filter(([, values]) => values.some((value) => value !== 0))),
    numbers: { ...first.numbers, ...numbers },
  };
}

/** What a snapshot keeps of it. */
export function storedMemory(
  spec: FullBatchOptimizerSpec,
  network: Network,
  freeze: readonly number[] | undefined,
  { arrays, numbers }: Memory,
): Stored {
  const parts = unknownsOf(network, new Set(freeze));
  const optimizer = new Map<string, Float32Array>();
  for (const name of stateNamesOf(spec))
    for (const { key, from, to } of parts)
      optimizer.set(`${name}/${key}`, arrays.get(name)?.slice(from, to) ?? new Float32Array(to - from));
  return { optimizer, ...(Object.keys(numbers).length === 0 ? {} : { numbers }) };
}

function join(parts: readonly UnknownPart[], name: string, optimizer: Stored["optimizer"]): Float32Array {
  const values = new Float32Array(parts.at(-1)?.to ?? 0);
  for (const { key, from } of parts) values.set(optimizer.get(`${name}/${key}`) ?? [], from);
  return values;
}
