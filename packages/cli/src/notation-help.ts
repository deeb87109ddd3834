import type { Command } from "commander";
import { notationLines } from "nndl/spec";
import { pad } from "./terminal/table.ts";
import { wrap } from "./terminal/wrap.ts";

/** Explains the short notation at the end of a command's help. */
export function explainNotation(command: Command): void {
  command.addHelpText("after", () => {
    const { styleTitle, styleOptionText } = command.createHelp();
    const columns = command.configureOutput().getOutHelpWidth?.() ?? 80;
    return ["", styleTitle("The short notation for networks:"), ...notationHelp(columns, styleOptionText)].join("\n");
  });
}

/** The notation's words and their meanings in two columns. */
export function notationHelp(columns: number, style: (text: string) => string = (text) => text): string[] {
  const width = Math.max(...notationLines.map(([written]) => written.length));
  return notationLines.flatMap(([written, meaning]) =>
    wrap(meaning, columns - width - 4).map((line, i) => {
      const left = pad(i === 0 ? written : "", width);
      return `  ${i === 0 ? style(left) : left}  ${line}`;
    }),
  );
}
