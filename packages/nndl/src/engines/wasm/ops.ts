/** Operations as the kernels read them: each its number, then the fields of its record, words of four bytes. */
import { layouts } from "./generated/layouts.ts";
import type { EngineMemory } from "./memory.ts";
import { flags, opBytes, operations } from "./operations.ts";

type RecordName = keyof typeof layouts;

/** One operation: which, and its fields; those left out are 0. */
export interface Op {
  /** No other thread's next operation reads or overwrites what this one touches; the program's last one is never apart. */
  readonly apart?: boolean;
  readonly name: keyof typeof operations;
  /** Index of the layer it belongs to, for whoever wants to know where time goes. */
  readonly layer?: number;
  /** Multiply-adds for each example, if nothing were left out; absent where there are none to speak of. */
  readonly multiplyAdds?: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** A program in memory: where, and how many operations. */
export interface Program {
  readonly address: number;
  readonly length: number;
}

const names = Object.keys(operations);

export function writeProgram(memory: EngineMemory, ops: readonly Op[]): Program {
  const address = memory.allocate(ops.length * opBytes, "a program");
  const view = memory.view();
  ops.forEach(({ name, fields, ...op }, i) => {
    const at = address + i * opBytes;
    const next = ops[i + 1];
    const goesOn = next !== undefined && goesByExample(name) && (goesByExample(next.name) || next.name === "output");
    const code = 1 + names.indexOf(name);
    view.setInt32(at, code + (op.apart && next !== undefined ? flags.apart : 0) + (goesOn ? flags.goOn : 0), true);
    writeFields(view, at + 4, operations[name].record, fields);
  });
  return { address, length: ops.length };
}

function goesByExample(name: keyof typeof operations): boolean {
  return "byExample" in operations[name];
}

/** Writes the fields of a record; those left out are 0. */
export function writeFields(
  view: DataView,
  address: number,
  record: RecordName,
  values: Readonly<Record<string, number | undefined>>,
): void {
  const layout: Readonly<Record<string, string>> = layouts[record];
  const unknown = Object.keys(values).find((field) => !(field in layout));
  if (unknown !== undefined) throw new TypeError(`a ${record} has no field ${unknown}`);
  Object.entries(layout).forEach(([field, type], i) => {
    const value = values[field] ?? 0;
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
  values: Readonly<Record<keyof (typeof layouts)[Name], number>>,
): number {
  const address = memory.allocate(bytesOf(record), "a program");
  writeFields(memory.view(), address, record, values);
  return address;
}

/** Writes numbers that a record refers to; returns their address. */
export function writeWords(memory: EngineMemory, words: readonly number[]): number {
  const address = memory.allocate(words.length * 4, "a program");
  memory.words(address, words.length).set(words);
  return address;
}
