import type { Complaint } from "nndl/check";

/**
 * A mistake in how a command was called. It looks like the library's NndlError to whoever presents it, and is a class of
 * its own so that reading the arguments does not take loading the library.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;
  readonly problem: string;
  readonly received: string | undefined;
  readonly expected: string | undefined;
  readonly next: string;

  constructor(code: string, complaint: Complaint, options?: ErrorOptions) {
    const { received, expected, next, problem = `${expected}, received ${received}` } = complaint;
    super(`${problem}. ${next}`, options);
    this.code = code;
    this.problem = problem;
    this.received = received;
    this.expected = expected;
    this.next = next;
  }
}

/** Puts a value that someone typed between quotation marks, on one line and not too long. */
export function quote(text: string): string {
  const line = JSON.stringify(text);
  return line.length <= 80 ? line : `${line.slice(0, 77)}..."`;
}
