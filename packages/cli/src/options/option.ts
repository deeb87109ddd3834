import type { Reader } from "@nndl/words/readers";
import { Option } from "commander";

interface About<T> {
  /** What it does. */
  readonly about: string;
  readonly read?: Reader<T>;
  /** What holds when it is absent, in words. */
  readonly usual?: string;
  /** Options that belong together stand together in the help. */
  readonly group?: string;
}

/**
 * Declares an option. Nothing is filled in when it is absent: whoever uses it knows the default, and `usual` says it.
 *
 * @example command.addOption(option("--epochs <n>", { about: "how often to go through the data", read: whole({ min: 1 }) }))
 */
export function option<T>(flags: string, { about, read, usual, group }: About<T>): Option {
  const made = new Option(flags, usual === undefined ? about : `${about} (default: ${usual})`);
  const flag = made.long ?? flags;
  if (read !== undefined) made.argParser((text: string) => read(text, flag));
  if (group !== undefined) made.helpGroup(group);
  return made;
}
