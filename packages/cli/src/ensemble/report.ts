/** How networks did together, for people and for programs. */

import { count, percent, plural } from "@nndl/words/numbers";
import type { Dataset } from "nndl";
import type { EnsembleJudgement, JointVerdict, Misreading } from "nndl/ensemble";
import type { Context } from "../context.ts";
import { pictureShape } from "../evaluation/judge.ts";
import { pngSheet, type SheetTile } from "../image/png-sheet.ts";
import { writePng } from "../image/write-png.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { roomOf } from "../terminal/screen.ts";
import { sheet } from "../terminal/sheet.ts";
import type { Style } from "../terminal/style.ts";
import { indent, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

export interface Judged {
  readonly members: readonly OpenedNetwork[];
  readonly judgement: EnsembleJudgement;
  readonly examples: Dataset;
  /** For people: "MNIST, test". */
  readonly title: string;
  /** Whose mistakes are drawn. */
  readonly by: "vote" | "average";
  /** How many of them, at most. */
  readonly wrong: number;
}

/** One object with everything but the pictures. */
export function asJson({ members, judgement }: Judged): object {
  const { count: examples, vote, average, agreement } = judgement;
  const verdict = ({ correct, mistakes }: JointVerdict) => ({ correct, accuracy: correct / examples, mistakes });
  return {
    count: examples,
    members: members.map(({ network, path }, i) => {
      const { correct } = judgement.members[i];
      return { network: path, correct, accuracy: correct / examples, sha256: network.sha256() };
    }),
    vote: verdict(vote),
    average: verdict(average),
    agreement: { ...agreement, divided: [...agreement.divided] },
  };
}

export function report(context: Context, judged: Judged): void {
  const { members, judgement, examples, title, by, wrong } = judged;
  const { style, columns } = context.out;
  const { vote, average, agreement } = judgement;
  const all = judgement.count;
  const row = (what: string, correct: number, name: string) => [what, percent(correct / all), count(correct), name];
  context.print(
    style.bold(plural(members.length, "network")),
    style.dim(`${title}: ${plural(all, "example")}`),
    "",
    ...indent(
      table(
        [{ title: "member" }, { title: "accuracy", align: "right" }, { title: "right", align: "right" }, { title: "" }],
        [
          ...members.map(({ name }, i) => row(String(i + 1), judgement.members[i].correct, style.dim(name))),
          row("vote", vote.correct, "").map(style.bold),
          row("average", average.correct, "").map(style.bold),
        ],
        style,
        roomOf(context.out) - 2,
      ),
    ),
  );
  if (members.length > 1) {
    const right = rightTogether(judgement, examples);
    const sentence =
      `All agree on ${plural(agreement.unanimous, "example")} (${percent(agreement.unanimous / all)}), ` +
      `and read ${count(agreement.unanimous - right)} of these wrongly: no vote can put them right. ` +
      `On ${count(agreement.divided.length)} they differ.`;
    context.print(
      "",
      ...indent(wrap(sentence, columns - 2)),
      "",
      ...indent(agreementLines(agreement.same, all, style)),
    );
  }
  const { mistakes } = judgement[by];
  const whose = { vote: "By vote", average: "By averaged outputs" }[by];
  context.print("", `  ${whose} ${plural(mistakes.length, "example is", "examples are")} misread.`);
  if (wrong === 0 || mistakes.length === 0) return;
  const shown = mistakes.slice(0, wrong);
  const rest = mistakes.length - shown.length;
  const lines = isDrawn(examples) ? drawn(context, examples, shown) : shown.map((mistake) => caption(mistake, true));
  context.print(style.dim("  True class → what was read, and the example's number:"), "", ...indent(lines));
  if (rest > 0)
    context.print(style.dim(`  … and ${plural(rest, "more", "more")}: --wrong ${mistakes.length} shows all.`));
}

/**
 * The mistakes as one image: black on white, the true class at the upper right of each digit and what was read under it, as
 * in the book's figure.
 *
 * @throws NndlError "data.pictures" where the examples are no images of one channel
 */
export function writeMistakes(path: string, { judgement, by, examples }: Judged): void {
  const shape = pictureShape(examples);
  const tiles = judgement[by].mistakes.map(
    ({ index, label, predicted }): SheetTile => ({
      ...shape,
      pixels: Uint8Array.from(examples.input(index), (value) => 255 - Math.min(255, Math.round(value * 256))),
      topLabel: String(label),
      bottomLabel: String(predicted),
    }),
  );
  writePng(path, "--png", pngSheet(tiles));
}

function isDrawn({ shape }: Dataset): boolean {
  return shape.length === 3 && shape[0] === 1;
}

function drawn({ out }: Context, examples: Dataset, mistakes: readonly Misreading[]): string[] {
  const shape = pictureShape(examples);
  const tiles = mistakes.map((mistake) => ({
    lines: drawPicture({ ...shape, values: examples.input(mistake.index) }, greys, out.colors),
    caption: caption(mistake, false),
  }));
  return sheet(tiles, out.columns - 2);
}

/** "6→0 · 445"; with the members' answers where there is room. */
function caption({ index, label, predicted, predictions }: Misreading, withMembers: boolean): string {
  return `${label}→${predicted} · ${index}${withMembers ? ` · ${predictions.join(" ")}` : ""}`;
}

/** How many examples each two members read alike, as a matrix. */
function agreementLines(same: readonly (readonly number[])[], all: number, style: Style): string[] {
  const columns = [{ title: "alike" }, ...same.map((_, i) => ({ title: String(i + 1), align: "right" as const }))];
  const rows = same.map((row, i) => [
    String(i + 1),
    ...row.map((value, j) => (i === j ? style.dim("·") : percent(value / all))),
  ]);
  return table(columns, rows, style);
}

/** How many examples all members read rightly. */
function rightTogether({ members }: EnsembleJudgement, examples: Dataset): number {
  let right = 0;
  for (let i = 0; i < examples.count; i++)
    if (members.every(({ predictions }) => predictions[i] === examples.label(i))) right++;
  return right;
}
