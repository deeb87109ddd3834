import { type Experiment, mainFigures, type Summary } from "@nndl/book";
import type { Context } from "../context.ts";
import { indent, table } from "../terminal/table.ts";
import { verdictText } from "./rows.ts";

/** All experiments in one table, once they are over. */
export function overview(context: Context, experiments: readonly Experiment[], summaries: readonly Summary[]): void {
  context.emit({ type: "overview", summaries });
  const { style } = context.out;
  const right = "right" as const;
  const numbers = ["the book", "min", "median", "max"].map((title) => ({ title, align: right }));
  const rows = summaries.map((summary, i) => {
    const [book, min, median, max] = mainFigures(experiments[i], summary);
    return [style.cyan(summary.name), experiments[i].id, book, min, median, max, verdictText(summary.verdict, style)];
  });
  context.print(...indent(table([{ title: "experiment" }, { title: "" }, ...numbers, { title: "" }], rows, style)), "");
}
