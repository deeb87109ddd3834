/** A complaint in three parts, as the library's NndlError has them. */
export interface Complaint {
  readonly received: string;
  readonly expected: string;
  readonly next: string;
}

/**
 * A mistake in how a command was called. It looks like the library's NndlError to whoever presents it, and is a class of
 * its own so that reading the arguments does not take loading the library.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly code: string;
  readonly received: string;
  readonly expected: string;
  readonly next: string;

  constructor(code: string, { received, expected, next }: Complaint, options?: ErrorOptions) {
    super(`${expected}, received ${received}. ${next}`, options);
    this.code = code;
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
