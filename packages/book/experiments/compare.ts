/** How two results of one run differ, training by training and figure by figure; what depends on the machine is left out. */
import type { Experiment } from "./experiment.ts";
import type { Measured, Point, Value } from "./figure.ts";
import type { ExperimentResult, TrainingRecord } from "./result.ts";
import type { StoredResult } from "./stored-result.ts";

/** One thing in which ours and theirs differ; undefined where one of them has none. Plain JSON. */
export type Difference =
  /** What was asked for: another form, or other epochs and images. */
  | { readonly kind: "form"; readonly ours: string; readonly theirs: string }
  | { readonly kind: "version"; readonly ours: string; readonly theirs: string }
  | { readonly kind: "data"; readonly set: string; readonly ours: string; readonly theirs: string }
  /** A training that only one of them has, or the first of its facts that differs: "training.learningRate", "sha256". */
  | {
      readonly kind: "training";
      readonly training: string;
      readonly what: string;
      readonly ours: unknown;
      readonly theirs: unknown;
    }
  | {
      readonly kind: "number";
      readonly figure: string;
      readonly ours: number | undefined;
      readonly theirs: number | undefined;
    }
  /** The first point in which two series differ, by its place. */
  | {
      readonly kind: "series";
      readonly figure: string;
      readonly place: number;
      readonly ours: Point | undefined;
      readonly theirs: Point | undefined;
    };

/** What is known before anything is computed. */
export interface Known {
  readonly form: ExperimentResult["form"];
  readonly shortened?: ExperimentResult["shortened"];
  readonly versions: StoredResult["versions"];
  /** The hashes of the data, where they were looked at. */
  readonly data?: StoredResult["data"];
}

/** What can be told to differ before a run: with other data nothing will be the same, with another version perhaps. */
export function foreseeDifferences(ours: Known, theirs: StoredResult): Difference[] {
  const forms = { ours: formText(ours), theirs: formText(theirs) };
  const sets = Object.entries(ours.data ?? {}) as [keyof StoredResult["data"], string][];
  return [
    ...(forms.ours === forms.theirs ? [] : [{ kind: "form" as const, ...forms }]),
    ...(ours.versions.nndl === theirs.versions.nndl
      ? []
      : [{ kind: "version" as const, ours: ours.versions.nndl, theirs: theirs.versions.nndl }]),
    ...sets
      .filter(([set, hash]) => hash !== theirs.data[set])
      .map(([set, hash]) => ({ kind: "data" as const, set, ours: hash, theirs: theirs.data[set] ?? "" })),
  ];
}

/** Everything in which two results of the same experiment and seed differ, but for times and what depends on the machine. */
export function compareResults(experiment: Pick<Experiment, "figures">, ours: StoredResult, theirs: StoredResult) {
  return [
    ...foreseeDifferences(ours, theirs),
    ...compareTrainings(ours.trainings, theirs.trainings),
    ...compareFigures(experiment, ours.measured, theirs.measured),
  ];
}

function formText({ form, shortened }: Pick<Known, "form" | "shortened">): string {
  const { epochs, limit } = shortened ?? {};
  return [
    form,
    ...(epochs === undefined ? [] : [`${epochs} epochs`]),
    ...(limit === undefined ? [] : [`${limit} images`]),
  ].join(", ");
}

function compareTrainings(ours: readonly TrainingRecord[], theirs: readonly TrainingRecord[]): Difference[] {
  const names = [...new Set([...ours, ...theirs].map(({ name }) => name))];
  return names.flatMap((training): Difference[] => {
    const [one, other] = [ours, theirs].map((all) => all.find(({ name }) => name === training));
    if (one === undefined || other === undefined)
      return [{ kind: "training", training, what: "", ours: one && training, theirs: other && training }];
    const found = firstUnlike(facts(one), facts(other));
    return found === undefined ? [] : [{ kind: "training", training, ...found }];
  });
}

/** What decides a training's bits, and what it came to; in the order in which one thing explains the next. */
function facts({ data, images, network, settings, epochs, sha256 }: TrainingRecord): object {
  return { network, training: settings, images, data, epochs, sha256 };
}

interface Unlike {
  /** Where: "training.regularization.l2". */
  readonly what: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** The first place in which two values of plain JSON differ. */
function firstUnlike(ours: unknown, theirs: unknown, what = ""): Unlike | undefined {
  if (!isObject(ours) || !isObject(theirs)) return ours === theirs ? undefined : { what, ours, theirs };
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const found = firstUnlike(ours[key], theirs[key], what === "" ? key : `${what}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function compareFigures({ figures }: Pick<Experiment, "figures">, ours: Measured, theirs: Measured): Difference[] {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  return keys.flatMap((figure): Difference[] => {
    if (figures[figure]?.machine === true) return [];
    const [one, other]: (Value | undefined)[] = [ours[figure], theirs[figure]];
    if (Array.isArray(one) || Array.isArray(other)) {
      const place = firstPoint(pointsOf(one), pointsOf(other));
      if (place === undefined) return [];
      return [{ kind: "series", figure, place, ours: pointsOf(one)[place], theirs: pointsOf(other)[place] }];
    }
    if (isSame(one as number | undefined, other as number | undefined)) return [];
    return [{ kind: "number", figure, ours: one as number | undefined, theirs: other as number | undefined }];
  });
}

function pointsOf(value: Value | undefined): readonly Point[] {
  return Array.isArray(value) ? (value as readonly Point[]) : [];
}

function firstPoint(ours: readonly Point[], theirs: readonly Point[]): number | undefined {
  const length = Math.max(ours.length, theirs.length);
  const place = Array.from({ length }, (_, i) => i).find(
    (i) => !(isSame(ours[i]?.[0], theirs[i]?.[0]) && isSame(ours[i]?.[1], theirs[i]?.[1])),
  );
  return place;
}

/** Files know neither the sign of zero nor which number is none. */
function isSame(one: number | undefined, other: number | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && !isReal(one) && !isReal(other));
}

function isReal(value: number): boolean {
  return Number.isFinite(value);
}
