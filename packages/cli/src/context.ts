import type { Ask } from "./terminal/ask.ts";
import type { Screen } from "./terminal/screen.ts";
import { wrap } from "./terminal/wrap.ts";

/** What every command gets: where to write, and how it was asked to. */
export interface Context {
  /** Results. */
  readonly out: Screen;
  /** Complaints and remarks. */
  readonly err: Screen;
  /** Whether a program is reading: JSON on `out`, and nothing for people. */
  readonly json: boolean;
  readonly debug: boolean;
  /** Whether data that took long to read are kept, and opened from what was kept. */
  readonly cache: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks whoever sits there; undefined where nobody does, or a program does. */
  readonly ask: Ask;
  /** Writes lines for people; does nothing when a program is reading. */
  print(...lines: readonly string[]): void;
  /** Writes one value as a line of JSON when a program is reading; does nothing otherwise. */
  emit(value: object): void;
  /** A remark beside the results, for people, on `err`. */
  remark(text: string): void;
}

export function makeContext(
  screens: { readonly out: Screen; readonly err: Screen },
  { json, debug, cache }: { readonly json: boolean; readonly debug: boolean; readonly cache: boolean },
  environment: Context["environment"],
  ask: Ask = () => Promise.resolve(undefined),
): Context {
  const { out, err } = screens;
  return {
    out,
    err,
    json,
    debug,
    cache,
    environment,
    ask: json ? () => Promise.resolve(undefined) : ask,
    print: (...lines) => {
      if (!json) out.write(lines.map((line) => `${line}\n`).join(""));
    },
    emit: (value) => {
      if (json) out.write(`${JSON.stringify(value)}\n`);
    },
    remark: (text) => {
      // What goes to a file or a program stays one line, which is easier to find again.
      const lines = err.isTerminal ? wrap(text, err.columns) : [text];
      if (!json) err.write(lines.map((line) => `${err.style.dim(line)}\n`).join(""));
    },
  };
}
