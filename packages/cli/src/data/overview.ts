/** What `nndl data` says of a source, for people and as JSON. */
import { bytes, count, plural, significant } from "@nndl/words/numbers";
import type { Dataset } from "nndl";
import type { Context } from "../context.ts";
import type { DataSets, Found } from "../data-sets.ts";
import { roomOf } from "../terminal/screen.ts";
import { type Column, indent, table } from "../terminal/table.ts";
import { harmless, wrap } from "../terminal/wrap.ts";
import { describePreparation } from "./describe-preparation.ts";

/** What is said of one of the sets. */
interface SetFacts {
  readonly count: number;
  readonly shape: readonly number[];
  /** The smallest and the largest input, after scaling. */
  readonly range: readonly [number, number];
  /** How many examples of each class. */
  readonly classes?: readonly number[];
}

/** Everything that is known of a source. Plain JSON. */
export function factsOf({ name, source, found, training, validation, test }: DataSets) {
  const nothing: Found = { kind: "memory", files: [], leftOut: [], remarks: [] };
  const { kind, files, leftOut, remarks, about: how = [] } = found ?? nothing;
  const sets: Record<string, SetFacts> = { training: about(training) };
  if (validation !== undefined) sets.validation = about(validation);
  sets.test = about(test);
  const classNames = namesOf(training);
  return {
    ...{ name, kind, ...(kind === "mnist" ? { md5: "as published" } : {}), source, sets },
    ...(classNames === undefined ? {} : { classNames }),
    ...{ files, leftOut, about: how, remarks },
    ...(training.preparation === undefined ? {} : { preparation: training.preparation }),
  };
}

/** The names of the classes, where somebody gave them names. */
export function namesOf({ preparation }: Dataset): readonly string[] | undefined {
  return preparation?.targets?.kind === "classes" ? preparation.targets.names : undefined;
}

function about(data: Dataset): SetFacts {
  const { count, shape, targets } = data;
  const facts = { count, shape, range: rangeOf(data) };
  if (targets.kind === "values") return facts;
  const classes = Array<number>(targets.classes).fill(0);
  for (const label of targets.labels) classes[label]++;
  return { ...facts, classes };
}

function rangeOf({ features, scale }: Dataset): readonly [number, number] {
  let [low, high] = [features[0], features[0]];
  for (let i = 1; i < features.length; i++) {
    if (features[i] < low) low = features[i];
    else if (features[i] > high) high = features[i];
  }
  return [low * scale, high * scale];
}

type Facts = ReturnType<typeof factsOf>;

/** The columns of a screen that the sets take without their classes, and one class at most. */
const setsWidth = 42;
const classWidth = 7;

/** Whether classes are listed below the sets, one in a line: where they have names, or are too many to stand side by side. */
function hasWideClasses({ sets, classNames }: Facts, columns: number): boolean {
  const most = Math.max(0, ...Object.values(sets).map(({ classes }) => classes?.length ?? 0));
  const named = classNames?.some((name, i) => name !== String(i)) === true;
  return most > 0 && (named || setsWidth + classWidth * most > columns);
}

export function overview(context: Context, { training }: DataSets, facts: Facts): void {
  const { style, columns } = context.out;
  const { shape, targets } = training;
  const size =
    shape.length === 1
      ? `${plural(shape[0], "number")} each`
      : shape.length === 2
        ? `sequences of ${shape.join(" × ")}`
        : `images of ${sizeOf(shape)}`;
  const kind =
    targets.kind === "classes"
      ? plural(targets.classes, "class", "classes")
      : `${plural(targets.size, "target value")} each`;
  const checked = facts.kind === "mnist" ? `, ${style.green("MD5 as published")}` : "";
  context.print(
    ...wrap(harmless(facts.name), roomOf(context.out)).map((line) => style.bold(line)),
    `  ${size}, ${kind}${checked}`,
    "",
  );
  const isWide = hasWideClasses(facts, columns - 2);
  context.print(...indent(setsTable(facts, isWide, context.out)), "");
  const byClass = isWide ? classesTable(facts, context.out) : [];
  if (byClass.length > 0) context.print(...indent(byClass), "");
  const files = filesTable(facts, context.out);
  if (files.length > 0) context.print(...indent(files), "");
  const found = facts.about.flatMap((line) => wrap(harmless(line), columns - 4));
  if (found.length > 0) context.print(style.dim("  how it was read"), ...indent(found), "");
  const prepared = describePreparation(training.preparation).flatMap((line) => wrap(harmless(line), columns - 4));
  context.print(style.dim("  how inputs are made"), ...indent(prepared), "");
  if (facts.leftOut.length > 0) context.print(...indent(leftOutTable(facts, context.out)), "");
}

function sizeOf(shape: readonly number[]): string {
  const channels = shape.length === 3 && shape[0] > 1 ? `, ${shape[0]} channels` : "";
  return `${shape.slice(-2).join(" × ")} pixels${channels}`;
}

const right = "right" as const;

function setsTable({ sets }: Facts, isWide: boolean, out: Context["out"]): string[] {
  const shown = isWide ? 0 : Math.max(0, ...Object.values(sets).map(({ classes }) => classes?.length ?? 0));
  const columns: Column[] = [
    { title: "" },
    { title: "examples", align: right },
    { title: "smallest", align: right },
    { title: "largest", align: right },
    ...Array.from({ length: shown }, (_, label) => ({ title: String(label), align: right })),
  ];
  const rows = Object.entries(sets).map(([set, { count: all, range, classes }]) => [
    set,
    count(all),
    ...range.map((value) => significant(value)),
    ...(shown > 0 ? (classes ?? []).map(count) : []),
  ]);
  return table(columns, rows, out.style, roomOf(out) - 2);
}

/** Classes with their names, one in a line. */
function classesTable({ sets, classNames }: Facts, out: Context["out"]): string[] {
  const all = Object.entries(sets).filter(([, { classes }]) => classes !== undefined);
  const most = Math.max(0, ...all.map(([, { classes }]) => classes?.length ?? 0));
  const named = classNames?.some((name, i) => name !== String(i)) === true;
  const occupied = Array.from({ length: most }, (_, label) => label).filter((label) =>
    all.some(([, { classes }]) => (classes?.[label] ?? 0) > 0),
  );
  const shown = occupied.slice(0, mostClasses);
  const rows = shown.map((label) => [
    String(label),
    ...(named ? [visible(classNames?.[label] ?? "")] : []),
    ...all.map(([, { classes }]) => count(classes?.[label] ?? 0)),
  ]);
  const more = occupied.length > shown.length ? [`… and ${occupied.length - shown.length} more`] : [];
  return [
    ...table(
      [
        { title: "class", align: right },
        ...(named ? [{ title: "name" }] : []),
        ...all.map(([set]) => ({ title: set, align: right })),
      ],
      rows,
      out.style,
      roomOf(out) - 2,
    ),
    ...more,
  ];
}

/** A class's name; of a character that nobody would see, such as a newline, as JSON writes it. */
function visible(name: string): string {
  return /^\s+$/.test(name) ? JSON.stringify(name) : harmless(name);
}

/** The most classes, and the most files, that are listed. */
const mostClasses = 100;
const mostFiles = 12;

function filesTable({ files }: Facts, out: Context["out"]): string[] {
  if (files.length === 0) return [];
  const rows = files.slice(0, mostFiles).map((file) => [harmless(file.path), bytes(file.bytes), harmless(file.role)]);
  const rest = files.slice(mostFiles);
  const size = rest.reduce((sum, file) => sum + file.bytes, 0);
  if (rest.length > 0) rows.push([`… and ${plural(rest.length, "more file", "more files")}`, bytes(size), ""]);
  return table(
    [{ title: "file" }, { title: "size", align: right }, { title: "holds" }],
    rows,
    out.style,
    roomOf(out) - 2,
  );
}

function leftOutTable({ leftOut }: Facts, out: Context["out"]): string[] {
  const rows = leftOut.slice(0, mostFiles).map(({ path, why }) => [harmless(path), harmless(why)]);
  if (leftOut.length > mostFiles) rows.push([`… and ${leftOut.length - mostFiles} more`, ""]);
  return table([{ title: "left out" }, { title: "why" }], rows, out.style, roomOf(out) - 2);
}
