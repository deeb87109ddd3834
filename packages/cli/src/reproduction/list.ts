import { type Experiment, mainFigures } from "@nndl/book";
import type { Screen } from "../terminal/screen.ts";
import type { Style } from "../terminal/style.ts";
import { indent, table } from "../terminal/table.ts";
import { clip } from "../terminal/wrap.ts";

/** The experiments by chapter, with what the book got. */
export function listExperiments(experiments: readonly Experiment[], { style, columns: width }: Screen): string[] {
  const longest = Math.max(...experiments.map(({ name }) => name.length));
  const chapters = new Set(experiments.map(chapterOf));
  const columns = [{ title: "" }, { title: "" }, { title: "the book", align: "right" as const }, { title: "" }];
  // One table, so that the chapters' columns stand under one another.
  const lines = table(
    columns,
    experiments.map((experiment) => row(experiment, style, longest, width)),
    style,
  );
  const byChapter = [...chapters].flatMap((chapter) => [
    "",
    style.bold(chapter),
    ...indent(lines.slice(1).filter((_, i) => chapterOf(experiments[i]) === chapter)),
  ]);
  return [
    ...indent([lines[0]]),
    ...byChapter,
    "",
    style.dim("nndl reproduce NAME runs one; --seeds 3 shows what seeds explain."),
  ];
}

function row(experiment: Experiment, style: Style, longest: number, width: number): string[] {
  const { name, id, title, status } = experiment;
  const [figure] = mainFigures(experiment, undefined);
  const state = status === undefined ? "" : ` (${status})`;
  return [style.cyan(name), style.dim(id), figure, clip(title, width - longest - 22 - state.length) + style.dim(state)];
}

function chapterOf({ name }: Experiment): string {
  return `Chapter ${name.match(/^ch(\d+)/)?.[1] ?? name}`;
}
