/**
 * Where the neurons of the cover stand, and the lines between them. Layers follow each other along one axis, and neurons of a
 * layer stand across it: along is to the right on a wide screen, and downwards on a phone.
 */

export interface Layout {
  /** Side of a neuron's square; from one row of them to the next is 1. */
  readonly size: number;
  /** From one line of ten hidden neurons to the next. */
  readonly pitch: number;
  /** Where the outputs begin. */
  readonly outputs: number;
  /** Whether along is downwards. */
  readonly isTall: boolean;
}

export const wide: Layout = { size: 0.94, pitch: 1.4, outputs: 8.3, isTall: false };
export const tall: Layout = { size: 0.94, pitch: 1, outputs: 4.5, isTall: true };

/** How many hidden neurons stand in a line. */
export const perLine = 10;

type Point = readonly [along: number, across: number];

/** The corner of a hidden neuron's square nearest to the origin. */
export function hiddenAt({ pitch }: Layout, j: number): Point {
  return [Math.floor(j / perLine) * pitch, j % perLine];
}

/** A line between two neurons. */
export interface Line {
  readonly d: string;
  /** From −1 to 1, by the strongest of the lines. */
  readonly strength: number;
}

/** Weaker ones are left out. */
const weakest = 0.12;

/** Lines that are to be seen: those of the strongest pushes, the strongest last and on top. */
export function linesOf(
  layout: Layout,
  pushes: readonly { readonly from: number; readonly to: number; readonly push: number }[],
): readonly Line[] {
  const most = Math.max(...pushes.map(({ push }) => Math.abs(push)));
  if (!(most > 0)) return [];
  return pushes
    .map(({ from, to, push }) => ({ d: lineTo(layout, from, to), strength: push / most }))
    .filter(({ strength }) => Math.abs(strength) >= weakest)
    .sort((a, b) => Math.abs(a.strength) - Math.abs(b.strength));
}

/** From a hidden neuron to an output: behind the neurons that stand before it, then across. */
function lineTo(layout: Layout, j: number, k: number): string {
  const { size, pitch, outputs } = layout;
  const [along, across] = hiddenAt(layout, j);
  const [start, middle, end] = [along + size, across + size / 2, k + size / 2];
  // Each line of neurons has a way of its own behind those that stand before it.
  const way = middle + [-0.24, 0.24, 0][Math.round(along / pitch)]!;
  const edge = 2 * pitch + size + 0.4;
  const bend = (outputs - edge) * 0.5;
  const begin: readonly Point[] = [
    [start, middle],
    [start + 0.25, middle],
    [start + 0.15, way],
    [start + 0.4, way],
  ];
  const cross: readonly Point[] = [
    [edge + bend, way],
    [outputs - bend, end],
    [outputs, end],
  ];
  const at = (points: readonly Point[]) => points.map((point) => write(layout, point)).join(" ");
  return `M${at(begin.slice(0, 1))}C${at(begin.slice(1))}L${at([[edge, way]])}C${at(cross)}`;
}

/** Every line that there is between the last hidden neurons and the outputs, as one path: what the strong ones stand out from. */
export function allLines(layout: Layout): string {
  const { size, pitch, outputs } = layout;
  const [from, bend] = [2 * pitch + size, (outputs - 2 * pitch - size) / 2];
  const at = (...points: Point[]) => points.map((point) => write(layout, point)).join(" ");
  const rows = Array.from({ length: perLine }, (_, row) => row + size / 2);
  return rows
    .flatMap((a) => rows.map((b) => `M${at([from, a])}C${at([from + bend, a], [outputs - bend, b], [outputs, b])}`))
    .join("");
}

/** From the picture, whose edge is so far before the hidden neurons and from `from` to `to` across, to each of them. */
export function fan(layout: Layout, before: number, from: number, to: number): readonly string[] {
  const at = (...points: Point[]) => points.map((point) => write(layout, point)).join(" ");
  return Array.from({ length: 3 * perLine }, (_, j) => {
    const [along, across] = hiddenAt(layout, j);
    // Neighbours leave the picture side by side: by row first, then by line.
    const place = (3 * (j % perLine) + Math.floor(j / perLine) + 0.5) / (3 * perLine);
    const [begin, middle] = [from + (to - from) * place, across + layout.size / 2];
    const bend = before / 2;
    return `M${at([-before, begin])}C${at([-bend, begin], [-bend, middle], [0, middle])}L${at([along, middle])}`;
  });
}

function write({ isTall }: Layout, [along, across]: Point): string {
  const [x, y] = isTall ? [across, along] : [along, across];
  return `${rounded(x)} ${rounded(y)}`;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
