/** Operations as the kernels read them: each its number, then the fields of its record, words of four bytes. */
import { layouts } from "./generated/layouts.ts";
import type { EngineMemory } from "./memory.ts";
import { flags, opBytes, operationBits, operations } from "./operations.ts";

type RecordName = keyof typeof layouts;
type Values<Name extends RecordName> = Readonly<Partial<Record<keyof (typeof layouts)[Name], number>>>;

/** One operation: which, and its fields; those left out are 0. */
export interface Op {
  /** No other thread's next operation reads or overwrites what this one touches; there is always a barrier after the last. */
  readonly noBarrier?: boolean;
  readonly name: keyof typeof operations;
  /** How many rows each example has in it: the steps of a sequence; 1 when absent. */
  readonly times?: number;
  /** Index of the layer it belongs to, for whoever wants to know where time goes. */
  readonly layer?: number;
  /** Multiply-adds for each example, if nothing were left out; absent where there are none to speak of. */
  readonly multiplyAdds?: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** Operations in memory: where, and how many. */
export interface OpList {
  readonly address: number;
  readonly length: number;
}

const names = Object.keys(operations);

export function writeOpList(memory: EngineMemory, ops: readonly Op[]): OpList {
  const address = memory.allocate(ops.length * opBytes, "operations");
  const view = memory.view();
  ops.forEach(({ name, fields, ...op }, i) => {
    const at = address + i * opBytes;
    const next = ops[i + 1];
    const times = op.times ?? 1;
    // Threads share rows: examples, or steps of examples, which is not the same.
    const goesOn =
      next !== undefined &&
      times === (next.times ?? 1) &&
      goesByExample(name) &&
      (goesByExample(next.name) || next.name === "output");
    const code = 1 + names.indexOf(name);
    view.setInt32(
      at,
      code +
        (op.noBarrier && next !== undefined ? flags.noBarrier : 0) +
        (goesOn ? flags.byExample : 0) +
        times * 2 ** operationBits,
      true,
    );
    writeFields(view, at + 4, operations[name].record, fields);
  });
  return { address, length: ops.length };
}

function goesByExample(name: keyof typeof operations): boolean {
  return "byExample" in operations[name];
}

/** Operations of which those that do not say otherwise have so many rows for each example. */
export function timed(ops: readonly Op[], times: number): readonly Op[] {
  return times === 1 ? ops : ops.map((op) => (op.times === undefined ? { ...op, times } : op));
}

/** Writes the fields of a record; those left out are 0. */
export function writeFields<Name extends RecordName>(
  view: DataView,
  address: number,
  record: Name,
  values: Values<Name>,
): void {
  const layout: Readonly<Record<string, string>> = layouts[record];
  const given: Readonly<Record<string, number | undefined>> = values;
  const unknown = Object.keys(given).find((field) => !(field in layout));
  if (unknown !== undefined) throw new TypeError(`a ${record} has no field ${unknown}`);
  Object.entries(layout).forEach(([field, type], i) => {
    const value = given[field] ?? 0;
    if (type === "f32") view.setFloat32(address + 4 * i, value, true);
    else view.setUint32(address + 4 * i, value, true);
  });
}

/** Bytes from a record's beginning to one of its fields. */
export function offsetOf<Name extends RecordName>(record: Name, field: keyof (typeof layouts)[Name]): number {
  return 4 * Object.keys(layouts[record]).indexOf(field as string);
}

export function bytesOf(record: RecordName): number {
  return 4 * Object.keys(layouts[record]).length;
}

/** Writes a record that operations refer to; returns its address. */
export function writeRecord<Name extends RecordName>(
  memory: EngineMemory,
  record: Name,
  values: Required<Values<Name>>,
): number {
  const address = memory.allocate(bytesOf(record), "operations");
  writeFields(memory.view(), address, record, values);
  return address;
}

/** Writes numbers that a record refers to; returns their address. */
export function writeWords(memory: EngineMemory, words: readonly number[]): number {
  const address = memory.allocate(words.length * 4, "operations");
  memory.words(address, words.length).set(words);
  return address;
}
