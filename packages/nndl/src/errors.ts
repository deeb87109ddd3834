import type { ErrorCode } from "./error-codes.ts";

/** What is wrong with a value: what came, what would have been right, and what to do about it. */
export interface ValueComplaint {
  /** What came. */
  readonly received: string;
  /** What would have been right, as a sentence that "received …" can follow. */
  readonly expected: string;
  /** What to do about it, a sentence. */
  readonly next: string;
  readonly problem?: undefined;
}

/** What is wrong where no value is to blame (a closed session, a full disk): what happened, and what to do about it. */
export interface StateComplaint {
  /** What happened, as a sentence without its full stop. */
  readonly problem: string;
  /** What to do about it, a sentence. */
  readonly next: string;
  readonly received?: undefined;
  readonly expected?: undefined;
}

/** The parts of a complaint, each without a capital and a full stop, but for `next`, which is a sentence. */
export type Complaint = ValueComplaint | StateComplaint;

/**
 * The one error this library throws on purpose.
 *
 * `code` is stable and meant for programs ("layer.units", "idx.truncated"); the message is meant for people: what is wrong
 * (`problem`), and what to do next (`next`). Where a value is to blame, `problem` is made of `expected` and `received`;
 * where a state is (a closed session, a full disk), these two are undefined.
 *
 * @example
 * try { dense(-3); } catch (error) { if (error instanceof NndlError) console.error(error.code, error.message); }
 */
export class NndlError extends Error {
  override readonly name: string = "NndlError";
  /** What a program can count on. */
  readonly code: ErrorCode;
  /** What is wrong, in one sentence without its full stop. */
  readonly problem: string;
  /** What came, where a value is to blame. */
  readonly received: string | undefined;
  /** What would have been right, where a value is to blame. */
  readonly expected: string | undefined;
  /** What to do about it, a sentence. */
  readonly next: string;

  constructor(code: ErrorCode, complaint: Complaint, options?: ErrorOptions) {
    const problem = complaint.problem ?? `${complaint.expected}, received ${complaint.received}`;
    super(`${problem}. ${complaint.next}`, options);
    this.code = code;
    this.problem = problem;
    this.received = complaint.received;
    this.expected = complaint.expected;
    this.next = complaint.next;
  }
}

/** What an error complains of, said of something that has a name, a file for example: "net.json: the input shape …". */
export function complaintAbout(name: string, { problem, received, expected, next }: NndlError): Complaint {
  return received === undefined || expected === undefined
    ? { problem: `${name}: ${problem}`, next }
    : { received, expected: `${name}: ${expected}`, next };
}

/** "1 output", "2 outputs" */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Shows any value on one short line, for use in an error's `received`. Never throws, whatever the value is. */
export function show(value: unknown): string {
  if (typeof value === "string") return clip(JSON.stringify(value));
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (typeof value === "bigint") return clip(`${value}n`);
  if (typeof value === "symbol" || value === undefined || value === null || typeof value === "boolean")
    return clip(String(value));
  if (typeof value === "function") return "a function";
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name} of ${value.byteLength} bytes`;
  try {
    return clip(JSON.stringify(value) ?? "an object");
  } catch {
    return Array.isArray(value) ? "an array" : "an object";
  }
}

function clip(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
