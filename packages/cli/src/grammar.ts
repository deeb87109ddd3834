/** From arguments to what was asked for: the one grammar, `nndl COMMAND [ARGUMENT] [--option value]`. */
import { Command, CommanderError, type Help } from "commander";
import type { CommandEntry, CommandModule, Example, Given } from "./command.ts";
import type { Style } from "./terminal/style.ts";
import { quote, UsageError } from "./usage-error.ts";

/** What the arguments ask for: a command, or a text to be shown. */
export type Invocation =
  | { readonly kind: "command"; readonly name: string; readonly module: CommandModule; readonly given: Given }
  | { readonly kind: "text"; readonly text: string };

export interface ParseOptions {
  readonly commands: readonly CommandEntry[];
  readonly version: string;
  readonly style: Style;
  /** How wide help may be. */
  readonly columns: number;
}

const introduction =
  "Trains neural networks, reproducibly to the bit, and reproduces the experiments of Michael Nielsen's book " +
  '"Neural Networks and Deep Learning".';

const overviewExamples: readonly Example[] = [
  ["nndl reproduce ch1/first-network", "the book's first network, its figure beside ours"],
  ["nndl train --layers 784-30-10 --epochs 5", "a network of your own, on MNIST"],
  ["nndl data --label 7", "what the data looks like"],
  ["nndl train --help", "everything about one command"],
];

/**
 * Reads arguments. Nothing is run.
 *
 * @throws UsageError for arguments that make no sense, and whatever the readers of single options throw
 */
export async function parse(argv: readonly string[], options: ParseOptions): Promise<Invocation> {
  let text = "";
  let invocation: Invocation | undefined;
  const program = new Command("nndl");
  // Before the commands are added: they inherit what is set here.
  program
    .exitOverride()
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      writeErr: () => {},
      getOutHelpWidth: () => width(options),
    })
    .configureHelp({ showGlobalOptions: true, commandUsage: usage, ...helpStyle(options.style) })
    .helpCommand(false)
    .helpOption("-h, --help", "show this help");
  program
    .description(introduction)
    .version(options.version, "-V, --version", "show the version")
    .option("--json", "write JSON for programs instead of text for people")
    .option("--debug", "show where in the code an error came from")
    .option("--no-color", "use no colours (nor does anything that is not a terminal, or with NO_COLOR set)")
    .addHelpText("after", exampleText(overviewExamples, options.style));
  for (const entry of options.commands) {
    const command = program.command(entry.name).summary(entry.summary).helpGroup(entry.group);
    // Loading a command costs time, so only those that the arguments name are.
    if (!argv.includes(entry.name)) continue;
    const module = await entry.load();
    command.description(module.description).addHelpText("after", exampleText(module.examples, options.style));
    module.declare(command);
    command.action(() => {
      const given = { args: command.processedArgs as Given["args"], options: command.opts() };
      invocation = { kind: "command", name: entry.name, module, given };
    });
  }
  try {
    await program.parseAsync(askingForHelp(argv), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, argv);
    return { kind: "text", text };
  }
  return invocation ?? { kind: "text", text };
}

/** `nndl` and `nndl help train` are other ways to say `nndl --help` and `nndl train --help`. */
function askingForHelp(argv: readonly string[]): string[] {
  if (argv.length === 0) return ["--help"];
  return argv[0] === "help" ? [...argv.slice(1), "--help"] : [...argv];
}

function usage(command: Command): string {
  if (command.parent === null) return "nndl COMMAND [ARGUMENT] [--option value]";
  const names = command.registeredArguments.map((argument) => `[${argument.name()}] `);
  return `nndl ${command.name()} ${names.join("")}[--option value]`;
}

function width({ columns }: ParseOptions): number {
  return Math.min(columns, 100);
}

function helpStyle(style: Style): Partial<Help> {
  return {
    styleTitle: style.bold,
    styleCommandText: style.cyan,
    styleSubcommandText: style.cyan,
    styleOptionText: style.cyan,
    styleArgumentText: style.cyan,
  };
}

function exampleText(examples: readonly Example[], style: Style): string {
  const lines = examples.map(([command, meaning]) => `  ${style.cyan(command)}\n      ${meaning}`);
  return `\n${style.bold("Examples:")}\n${lines.join("\n")}`;
}

/** Says in three parts what commander says in one. */
function usageError(error: CommanderError, argv: readonly string[]): UsageError {
  const subject = error.message.match(/'([^']*)'/)?.[1] ?? "";
  const suggestion = error.message.match(/\(Did you mean (.*)\?\)/s)?.[1];
  const command = argv.find((argument) => !argument.startsWith("-"));
  const help = command === undefined ? "nndl --help" : `nndl ${command} --help`;
  const hint = (list: string) => (suggestion === undefined ? list : `Did you mean ${suggestion}? ${list}`);
  switch (error.code) {
    case "commander.unknownCommand":
      return new UsageError("usage.command", {
        received: quote(subject || (command ?? "")),
        expected: "nndl must be given one of its commands",
        next: hint('"nndl --help" lists them.'),
      });
    case "commander.unknownOption":
      return new UsageError("usage.option", {
        received: quote(subject),
        expected: `${command === undefined ? "nndl" : `nndl ${command}`} must be given options that it knows`,
        next: hint(`"${help}" lists them.`),
      });
    case "commander.optionMissingArgument":
      return new UsageError("usage.value", {
        received: "nothing after it",
        expected: `${subject} must be followed by its value`,
        next: `"${help}" has examples.`,
      });
    case "commander.missingArgument":
      return new UsageError("usage.argument", {
        received: "none",
        expected: `nndl ${command} needs its argument ${subject.toUpperCase()}`,
        next: `"${help}" has examples.`,
      });
    case "commander.excessArguments":
      return new UsageError("usage.arguments", {
        received: "more",
        expected: error.message
          .replace(/^error: /, "")
          .replace(/^.*Expected (\d+).*$/s, `nndl ${command} takes $1 argument(s)`),
        next: `Put values with spaces between quotation marks; "${help}" has examples.`,
      });
    default:
      return new UsageError("usage", {
        received: quote(argv.join(" ")),
        expected: error.message.replace(/^error: /, ""),
        next: `"${help}" has examples.`,
      });
  }
}
