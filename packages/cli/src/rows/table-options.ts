import { trainOptions } from "@nndl/words/train-options";
import type { Command } from "commander";
import { option } from "../options/option.ts";

/** What can be said of a table, on commands that read one: as `nndl train` has it. */
export function addTableOptions(command: Command, names: readonly ("target" | "targetKind" | "without")[]): void {
  for (const name of names) {
    const { argument, about, read, usual } = { usual: undefined, ...trainOptions[name] };
    const flag = `--${name === "targetKind" ? "target-kind" : name} ${argument}`;
    command.addOption(option<unknown>(flag, { about, read, ...(usual === undefined ? {} : { usual }) }));
  }
}
