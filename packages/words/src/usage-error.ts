import { NndlError } from "nndl/check";

declare module "nndl/check" {
  interface ErrorCodes {
    /** An option's value is none that it may have, or the option has nothing to do here. */
    [code: `option.${string}`]: string;
  }
}

/** A mistake in how a command was called. */
export class UsageError extends NndlError {
  override readonly name = "UsageError";
}

/** Puts a value that someone typed between quotation marks, on one line and not too long. */
export function quote(text: string): string {
  const line = JSON.stringify(text);
  return line.length <= 80 ? line : `${line.slice(0, 77)}..."`;
}
