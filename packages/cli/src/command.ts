import type { Command } from "commander";
import type { Context } from "./context.ts";

/** What commander read: arguments in order, undefined where one was left out, and options by name. */
export interface Given {
  readonly args: readonly (string | undefined)[];
  /** Each option as its own reader left it; undefined when absent. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A way to call a command, and what it does. */
export type Example = readonly [command: string, meaning: string];

/** One command: how it is called, and what it does. A new one is a file in commands/ and a line in its index. */
export interface CommandModule {
  /** What it is for, in a few plain sentences. */
  readonly description: string;
  /** 3 to 6 ways to call it; each is tried by a test. */
  readonly examples: readonly Example[];
  /** Declares arguments and options. */
  declare(command: Command): void;
  /** Does it; returns the exit code, 0 when it returns nothing. */
  run(context: Context, given: Given): Promise<number | undefined>;
}

/** A command as the list knows it: enough for an overview without loading it. */
export interface CommandEntry {
  readonly name: string;
  readonly group: string;
  /** One line. */
  readonly summary: string;
  load(): Promise<CommandModule>;
}
