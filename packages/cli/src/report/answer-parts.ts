/** How a network answers: what it confuses, class by class, and what it misreads. */
import { confusionTable } from "@nndl/words/charts/confusion-table";
import { type Markup, markup, type Part } from "@nndl/words/markup";
import { count, percent, plural, significant } from "@nndl/words/numbers";
import { type ClassReport, confusedPairs, type ValueReport } from "nndl/analysis";
import type { Answers } from "./answers.ts";
import { scrolled, table } from "./parts.ts";
import type { PictureStore } from "./picture-store.ts";

/** More classes than this make a matrix that nobody reads. */
const mostInMatrix = 26;
/** More are listed by those that are answered worst. */
const mostListed = 30;

/** @param drawn how many of the misread pictures are shown */
export function answerParts({ data, report, worst = [] }: Answers, store: PictureStore, drawn: number): Markup {
  if (report.kind === "values") return valuePart(data, report);
  return markup`${headline(data, report)}<div class="charts">${matrixPart(report)}${classPart(report)}</div>${worstPart(
    report,
    worst.slice(0, drawn),
    store,
  )}`;
}

function headline(data: string, { correct, count: all, accuracy }: ClassReport): Markup {
  return markup`<h4>What the network answers now</h4><p class="tool">${data}: ${count(correct)} of ${count(all)} read correctly, ${percent(accuracy)}.</p>`;
}

function matrixPart(report: ClassReport): Part {
  const name = (label: number) => report.classes[label].name;
  const pairs = confusedPairs(report, 5).map(({ classes: [a, b], firstAsSecond, secondAsFirst }) => {
    const ways = [
      ...(firstAsSecond > 0 ? [`${firstAsSecond} × as ${name(b)}`] : []),
      ...(secondAsFirst > 0 ? [`${secondAsFirst} × as ${name(a)}`] : []),
    ];
    return `${name(a)} and ${name(b)} (${ways.join(", ")})`;
  });
  const common =
    pairs.length === 0
      ? "Nothing is taken for anything else."
      : `Most often taken for one another: ${pairs.join(", ")}.`;
  if (report.classes.length > mostInMatrix)
    return markup`<figure><figcaption><b>Mistakes</b></figcaption><p>${common}</p></figure>`;
  const caption = markup`<b>What is taken for what.</b> A row for each true class, a column for each answer; where nothing stands, it never happened.`;
  const names = report.classes.map(({ name }) => name);
  const label = "What is taken for what: true classes in rows, answers in columns";
  return markup`<figure><figcaption>${caption}</figcaption>${scrolled(
    "What is taken for what",
    confusionTable({ label, classes: names, counts: report.confusion }),
  )}<p class="why">${common}</p></figure>`;
}

function classPart({ classes, macro }: ClassReport): Markup {
  const occurring = classes.filter(({ support, answered }) => support + answered > 0);
  const isLong = occurring.length > mostListed;
  const shown = isLong ? [...occurring].sort((a, b) => a.f1 - b.f1).slice(0, mostListed) : occurring;
  const number = true;
  const three = ({ precision, recall, f1 }: typeof macro) => [precision, recall, f1].map((value) => value.toFixed(3));
  const caption = isLong
    ? markup`<b>Class by class</b>, the ${mostListed} of ${occurring.length} with the lowest F1`
    : markup`<b>Class by class</b>`;
  return markup`<figure>${table(
    { label: "Class by class", caption },
    [
      { title: "class" },
      { title: "precision", number },
      { title: "recall", number },
      { title: "F1", number },
      { title: "examples", number },
    ],
    [...shown.map((each): Part[] => [each.name, ...three(each), count(each.support)]), ["mean", ...three(macro), ""]],
  )}</figure>`;
}

function worstPart(report: ClassReport, worst: NonNullable<Answers["worst"]>, store: PictureStore): Part {
  const drawn = worst.flatMap((mistake) =>
    mistake.picture === undefined ? [] : [{ ...mistake, picture: mistake.picture }],
  );
  if (drawn.length === 0) return undefined;
  const name = (index: number) => report.classes[index].name;
  const tiles = drawn.map(({ index, label, read, picture }) => {
    const alt = `Example ${index}: ${name(label)}, read as ${name(read)}`;
    return markup`<li>${store.draw(picture, alt)}${name(label)} → ${name(read)}<br><span class="muted">${index}</span></li>`;
  });
  return markup`<h4>Misread, the surest mistakes first</h4><ul class="digits">${tiles}</ul><p class="why">Under each: what it is, what it was read as, and the example's number. All mistakes: ${plural(
    report.count - report.correct,
    "example",
  )}.</p>`;
}

function valuePart(data: string, report: ValueReport): Markup {
  const number = true;
  const { r2, meanAbsoluteError, rootMeanSquaredError, columns } = report;
  const r2Text = (value: number | undefined) => (value === undefined ? "none" : value.toFixed(4));
  return markup`<h4>What the network answers now</h4>${table(
    { label: "How far the answers are off", caption: markup`${data}: ${plural(report.count, "example")}` },
    [
      { title: "value" },
      { title: "R²", number },
      { title: "mean |target − output|", number },
      { title: "root of the mean square", number },
    ],
    [
      ...(columns.length > 1 ? columns : []).map((each): Part[] => [
        each.name,
        r2Text(each.r2),
        significant(each.meanAbsoluteError),
        significant(each.rootMeanSquaredError),
      ]),
      [
        columns.length === 1 ? columns[0].name : "all",
        r2Text(r2),
        significant(meanAbsoluteError),
        significant(rootMeanSquaredError),
      ],
    ],
  )}`;
}
