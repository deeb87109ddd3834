import type { Command, CommanderError } from "commander";
import { closest } from "./options/closest.ts";
import { similarOption } from "./options/similar-option.ts";
import { quote, UsageError } from "./usage-error.ts";

export function unknownCommand(received: string, commands: readonly string[]): UsageError {
  const near = closest(received, commands);
  return new UsageError("usage.command", {
    received: quote(received),
    expected: "nndl needs one of its commands",
    next: `${near === undefined ? "" : `Did you mean ${near}? `}"nndl --help" lists them.`,
  });
}

/** Says in three parts what commander says in one. */
export function usageError(error: CommanderError, command: Command | undefined): UsageError {
  const subject = error.message.match(/'([^']*)'/)?.[1] ?? "";
  const suggestion =
    (command && similarOption(subject, command)) ?? error.message.match(/\(Did you mean (.*)\?\)/s)?.[1];
  const name = command === undefined ? "nndl" : `nndl ${command.name()}`;
  const help = `${name} --help`;
  const hint = (list: string) => (suggestion === undefined ? list : `Did you mean ${suggestion}? ${list}`);
  switch (error.code) {
    case "commander.unknownOption":
      return new UsageError("usage.option", {
        received: quote(subject),
        expected: `${name} takes only options that it knows`,
        next: hint(`"${help}" lists them.`),
      });
    case "commander.optionMissingArgument":
      return new UsageError("usage.value", {
        problem: `${subject.replace(/ <.*$/, "")} is not followed by its value`,
        next: `"${help}" has examples.`,
      });
    case "commander.excessArguments":
      return new UsageError("usage.arguments", {
        problem: `${name} takes ${error.message.match(/Expected (\d+)/)?.[1] ?? "fewer"} argument at most, but was given more`,
        next: `Put values with spaces between quotation marks; "${help}" has examples.`,
      });
    default:
      return new UsageError("usage", {
        problem: error.message.replace(/^error: /, ""),
        next: `"${help}" has examples.`,
      });
  }
}
