/** From arguments to what was asked for: the one grammar, `nndl COMMAND [ARGUMENT] [--option value]`. */
import { Command, CommanderError, type Help } from "commander";
import type { CommandEntry, CommandModule, Example, Given } from "./command.ts";
import type { Style } from "./terminal/style.ts";
import { unknownCommand, usageError } from "./usage.ts";

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
  ["nndl reproduce ch1/first-network", "the book's first network, its result beside ours"],
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
  const asked = askingForHelp(argv);
  // No option stands between nndl and its command that has a value.
  const first = asked.find((argument) => !argument.startsWith("-"));
  const names = options.commands.map(({ name }) => name);
  if (first !== undefined && !names.includes(first)) throw unknownCommand(first, names);
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
      getOutHelpWidth: () => Math.min(options.columns, 100),
      // The style has decided already.
      getOutHasColors: () => true,
    })
    .configureHelp({ showGlobalOptions: true, commandUsage: usage, ...helpStyle(options.style) })
    .helpCommand(false)
    .helpOption("-h, --help", "show this help");
  program
    .description(introduction)
    .version(options.version, "-V, --version", "show the version")
    .option("--json", "write JSON for programs instead of text for people")
    .option("--debug", "show where in the code an error came from")
    .option("--no-color", "use no colours (none are used outside a terminal, or with NO_COLOR set)")
    .option("--no-cache", "read data from their files, also where they were kept in runs/.data and have not changed")
    .addHelpText("after", exampleText(overviewExamples, options.style));
  for (const entry of options.commands) {
    const command = program.command(entry.name).summary(entry.summary).helpGroup(entry.group);
    // Loading a command costs time, so only the one that is asked for is.
    if (entry.name !== first) continue;
    const module = await entry.load();
    command.description(module.description).addHelpText("after", exampleText(module.examples, options.style));
    module.declare(command);
    command.action(() => {
      const given = { args: command.processedArgs.flat() as Given["args"], options: command.opts() };
      invocation = { kind: "command", name: entry.name, module, given };
    });
  }
  try {
    await program.parseAsync(asked, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0)
      throw usageError(
        error,
        program.commands.find((command) => command.name() === first),
      );
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
  const names = command.registeredArguments.map((argument) => `[${argument.name()}${argument.variadic ? "..." : ""}] `);
  return `nndl ${command.name()} ${names.join("")}[--option value]`;
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
