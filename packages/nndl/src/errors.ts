/** The three parts of every complaint: what came, what would have been right, and what to do about it. */
export interface Complaint {
  readonly received: string;
  readonly expected: string;
  readonly next: string;
}

/**
 * The one error this library throws on purpose.
 *
 * `code` is stable and meant for programs ("layer.units", "idx.truncated"); the message is meant for people and
 * has three parts: what was expected, what was received, what to do next.
 *
 * @example
 * try { dense(-3); } catch (error) { if (error instanceof NndlError) console.error(error.code, error.message); }
 */
export class NndlError extends Error {
  override readonly name = "NndlError";
  readonly code: string;
  readonly received: string;
  readonly expected: string;
  readonly next: string;

  constructor(code: string, complaint: Complaint, options?: ErrorOptions) {
    super(`${complaint.expected}, received ${complaint.received}. ${complaint.next}`, options);
    this.code = code;
    this.received = complaint.received;
    this.expected = complaint.expected;
    this.next = complaint.next;
  }
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
