import type { Experiment, Summary } from "@nndl/book";
import { percent } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import { indent, table } from "../terminal/table.ts";
import { verdictText } from "./rows.ts";

/** All experiments in one table, once they are over. */
export function overview(context: Context, experiments: readonly Experiment[], summaries: readonly Summary[]): void {
  context.emit({ type: "overview", summaries });
  const { style } = context.out;
  const right = "right" as const;
  const numbers = ["the book", "min", "median", "max"].map((title) => ({ title, align: right }));
  const rows = summaries.map(({ name, book, min, median, max, verdict }, i) => [
    style.cyan(name),
    experiments[i].id,
    book === undefined ? "–" : percent(book / 100),
    ...[min, median, max].map((value) => percent(value / 100)),
    verdictText(verdict, style),
  ]);
  context.print(...indent(table([{ title: "experiment" }, { title: "" }, ...numbers, { title: "" }], rows, style)), "");
}
