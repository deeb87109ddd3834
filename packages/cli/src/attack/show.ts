/** What an attack came to, for people and for programs. */
import { count, percent, plural, significant } from "@nndl/words/numbers";
import type { Dataset } from "nndl";
import type { ChangeSize } from "nndl/adversarial";
import type { Context } from "../context.ts";
import { roomOf } from "../terminal/screen.ts";
import { sheet } from "../terminal/sheet.ts";
import { indent, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { drawFooled, fooled } from "./draw.ts";
import { type AttackPlan, describePlan } from "./options.ts";
import type { AttackOutcome } from "./outcome.ts";

interface Shown {
  readonly name: string;
  readonly title: string;
  readonly plan: AttackPlan;
  readonly outcome: AttackOutcome;
  readonly examples: Dataset;
  readonly draw: number;
}

/** One object with everything but the pictures. */
export function asJson(plan: AttackPlan, { count: all, before, curve, found, sizes }: AttackOutcome): object {
  const { method, norm, to, seed } = plan;
  return {
    ...{ method, norm, seed, count: all, misreadBefore: before },
    ...(to === undefined ? {} : { to }),
    ...(plan.kind === "curve"
      ? {
          curve: curve.map(({ misread, confidence, ...point }) => ({
            ...point,
            misread,
            errorRate: misread / all,
            confidence: misread === 0 ? null : confidence,
          })),
        }
      : { found, sizes: quantiles(sizes) }),
  };
}

export function show(context: Context, { name, title, plan, outcome, examples, draw }: Shown): void {
  const { style, columns } = context.out;
  const all = outcome.count;
  context.print(
    style.bold(name),
    ...wrap(
      `${title}: ${plural(all, "example")}, ${percent(outcome.before / all)} misread as they are`,
      roomOf(context.out),
    ).map(style.dim),
    ...wrap(describePlan(plan), roomOf(context.out)).map(style.dim),
    "",
    ...indent(plan.kind === "curve" ? curveLines(context, outcome) : searchLines(context, outcome)),
  );
  const flat = Math.max(0, ...outcome.curve.map((point) => point.flat));
  if (flat > 0)
    context.print(
      "",
      ...indent(
        wrap(
          `${plural(flat, "example")} had no gradient at all to follow: it is 0 behind units that are saturated. That the ` +
            "network reads them rightly says nothing of how robust it is; changes made for another network may fool it.",
          columns - 2,
        ),
      ),
    );
  const which = fooled(examples, outcome, draw);
  if (which.length === 0 || examples.shape.length !== 3 || examples.shape[0] !== 1) return;
  context.print(
    "",
    ...indent(
      wrap(
        "What was read and the image's number; what was added (orange more ink, blue less); what is read now:",
        columns - 2,
      ),
    ).map(style.dim),
    "",
    // Each example begins a row of its own, also where three pictures do not fit into one.
    ...indent(which.flatMap((i) => sheet(drawFooled(examples, outcome, i, context.out), columns - 2))),
  );
}

const right = "right" as const;

function curveLines({ out }: Context, { curve, count: all }: AttackOutcome): string[] {
  const aimed = curve.some(({ hits }) => hits !== undefined);
  return table(
    [
      ...["ε", "misread", "error rate", ...(aimed ? ["as aimed at"] : []), "confidence"],
      ...["L∞", "L2", "distortion"].map((norm) => `mean ${norm}`),
    ].map((title) => ({ title, align: right })),
    curve.map(({ epsilon, misread, hits, confidence, sizes }) => [
      ...[String(epsilon), count(misread), percent(misread / all)],
      ...(aimed ? [percent((hits ?? 0) / all)] : []),
      misread === 0 ? "–" : percent(confidence),
      ...[sizes.linf, sizes.l2, sizes.distortion].map((value) => significant(value, 3)),
    ]),
    out.style,
    roomOf(out) - 2,
  );
}

function searchLines({ out }: Context, { sizes, found = 0, before, count: all }: AttackOutcome): string[] {
  const rows = Object.entries(quantiles(sizes)).map(([name, size]) => [
    name,
    ...[size.linf, size.l2, size.distortion].map((value) => significant(value, 3)),
  ]);
  const columns = ["", "L∞", "L2", "distortion"].map((title) => ({ title, ...(title === "" ? {} : { align: right }) }));
  return [
    ...wrap(
      `A change was found for ${count(found - before)} of the ${plural(all - before, "example")} that were read rightly.`,
      roomOf(out) - 2,
    ),
    ...(sizes.length === 0 ? [] : ["", ...table(columns, rows, out.style, roomOf(out) - 2)]),
  ];
}

/** Of changes, each number at some places of its own order; the mean is what papers give. */
function quantiles(sizes: readonly ChangeSize[]): Readonly<Record<string, ChangeSize>> {
  if (sizes.length === 0) return {};
  const names = ["linf", "l2", "l1", "l0", "distortion"] as const;
  const by = (pick: (values: readonly number[]) => number) =>
    Object.fromEntries(
      names.map((name) => [name, pick(sizes.map((size) => size[name]).sort((a, b) => a - b))]),
    ) as unknown as ChangeSize;
  const at = (share: number) => by((values) => values[Math.min(values.length - 1, Math.floor(share * values.length))]);
  return {
    smallest: at(0),
    median: at(0.5),
    mean: by((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    largest: at(1),
  };
}
