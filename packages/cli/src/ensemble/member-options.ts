/** The options of `nndl train`, kept as they were typed: an ensemble checks them and hands them on to its members. */
import type { Command } from "commander";
import { explainNotation } from "../notation-help.ts";
import { commandOptions } from "../training/flags.ts";

/** What an ensemble decides itself. */
const own = ["seed", "out", "resume", "threads"];

const handedOn = () => commandOptions().filter((each) => !own.includes(each.attributeName()));

export function declareMemberOptions(command: Command): void {
  for (const each of handedOn()) {
    const read = each.parseArg;
    each.argParser((text: string) => {
      read?.(text, undefined);
      return text;
    });
    command.addOption(each);
  }
  explainNotation(command);
}

/** The arguments that say what the given options say. */
export function memberArguments(options: Readonly<Record<string, unknown>>): string[] {
  return handedOn().flatMap((each) => {
    const text = options[each.attributeName()];
    return typeof text === "string" ? [each.long as string, text] : [];
  });
}
