import type { Program } from "@nndl/book/programs/index";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { closest } from "../options/closest.ts";
import { indent, table } from "../terminal/table.ts";
import { quote, UsageError } from "../usage-error.ts";

export const program: CommandModule = {
  description:
    "Runs one of the reading room's programs on a small example. Each shows one idea of the book in plain TypeScript, " +
    "and is short enough to be read from top to bottom. Without a name, the programs are listed.",
  examples: [
    ["nndl program", "every program, in the book's order"],
    ["nndl program perceptrons", "NAND, a half adder, a decision about a cheese festival"],
    ["nndl program backprop", "the four equations of chapter 2 at work"],
    ["nndl program network --json", "the lines it prints, for a program to read"],
  ],

  declare(command) {
    command.argument("[NAME]", "the program's name");
  },

  async run(context, { args: [name] }) {
    const { programs } = await import("@nndl/book/programs/index");
    if (name === undefined) return list(context, programs);
    const found = programs.find((candidate) => candidate.name === name);
    if (found === undefined) throw unknownProgram(name, programs);
    const lines = found.demo();
    const { chapter, title } = found;
    const source = `packages/book/programs/${name}.ts`;
    context.emit({ program: name, chapter, title, source, lines });
    const { style } = context.out;
    context.print(style.bold(title), style.dim(`Chapter ${chapter} · ${source}`), "", ...lines);
    return undefined;
  },
};

function list(context: Context, programs: readonly Program[]): undefined {
  context.emit({ programs: programs.map(({ name, chapter, title }) => ({ name, chapter, title })) });
  const { style } = context.out;
  for (const chapter of new Set(programs.map((program) => program.chapter))) {
    const rows = programs
      .filter((program) => program.chapter === chapter)
      .map(({ name, title }) => [style.cyan(name), title]);
    context.print(style.bold(`Chapter ${chapter}`), ...indent(table([{ title: "" }, { title: "" }], rows, style)), "");
  }
  context.print(style.dim("nndl program NAME runs one."));
}

function unknownProgram(name: string, programs: readonly Program[]): UsageError {
  const near = closest(
    name,
    programs.map((program) => program.name),
  );
  return new UsageError("program.name", {
    received: quote(name),
    expected: "nndl program must be given the name of a program",
    next: `${near === undefined ? "" : `Did you mean ${near}? `}"nndl program" lists them.`,
  });
}
