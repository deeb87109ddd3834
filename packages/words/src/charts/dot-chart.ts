/** Numbers of the same kind on one line, and another that they are compared with, as SVG. */
import { type Markup, markup } from "../markup.ts";
import { scaled } from "./axis.ts";
import { textWidth } from "./legend.ts";

export interface DotChart {
  /** What it shows, with its essential numbers: all that somebody has of it who does not see it. */
  readonly label: string;
  /** Each with its name: "seed 1". */
  readonly values: readonly { readonly name: string; readonly value: number }[];
  readonly middle?: number | undefined;
  /** Where one more of them would be expected. */
  readonly interval?: { readonly lowest: number; readonly highest: number } | undefined;
  /** What they are compared with, and what that is called. */
  readonly other?: { readonly name: string; readonly value: number } | undefined;
  readonly width?: number;
}

const height = 96;
const line = 46;
const edge = 30;

/** @example String(dotChart({ label, values: [{ name: "seed 1", value: 95.2 }], other: { name: "book", value: 95.4 } })) */
export function dotChart({ label, values, middle, interval, other, width = 460 }: DotChart): Markup {
  const drawn = values.filter(({ value }) => Number.isFinite(value));
  const reach = [interval?.lowest, interval?.highest, other?.value, middle].filter((value) => value !== undefined);
  const along = scaled(
    { name: "" },
    { values: [...drawn.map(({ value }) => value), ...reach], places: [edge, width - edge], ticks: 6, round: true },
  );
  const frame = (inside: Markup) =>
    markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${inside}</svg>`;
  if (along === undefined)
    return frame(markup`<text x="${width / 2}" y="${line}" text-anchor="middle">nothing that can be drawn</text>`);
  const at = (value: number) => short(along.at(value));
  const band =
    interval &&
    markup`<path class="band tone-1" d="M${at(interval.lowest)},${line - 13}H${at(interval.highest)}v26H${at(
      interval.lowest,
    )}Z"/>`;
  const ticks = along.ticks.map(
    ({ place, text }) =>
      markup`<path class="grid" d="M${short(place)},70v4"/><text x="${short(place)}" y="87" text-anchor="middle">${text}</text>`,
  );
  const dots = stacked(drawn, along.at).map(
    ({ name, x, y }) => markup`<path class="dots tone-1" d="M${x},${y}h0"><title>${name}</title></path>`,
  );
  return frame(
    markup`<path class="grid" d="M${edge},70H${width - edge}"/>${ticks}${band}${
      middle !== undefined && markup`<path class="middle" d="M${at(middle)},${line - 13}v26"/>`
    }${dots}${other !== undefined && drawOther(other, along.at(other.value), width)}`,
  );
}

/** A diamond on the line, its name above it. */
function drawOther({ name }: { readonly name: string }, place: number, width: number): Markup {
  const half = textWidth(name) / 2 + 2;
  const x = short(Math.max(half, Math.min(width - half, place)));
  return markup`<path class="book" d="M${short(place)},${line - 9}l7,9l-7,9l-7,-9z"/><path class="grid" d="M${short(
    place,
  )},20V${line - 10}"/><text class="strong" x="${x}" y="14" text-anchor="middle">${name}</text>`;
}

/** Dots that would lie on one another lie beside: above and below the line, in turn. */
function stacked(values: DotChart["values"], at: (value: number) => number) {
  const free = new Map<number, number>();
  return values.map(({ name, value }) => {
    const x = short(at(value));
    const slot = Math.round(x / 5);
    const before = free.get(slot) ?? 0;
    free.set(slot, before + 1);
    const step = Math.min(before, 6);
    return { name, x, y: line + (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * 5 };
  });
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
