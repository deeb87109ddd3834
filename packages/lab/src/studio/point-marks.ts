/** How a point of a class is drawn: its form tells as much as its colour. */

export interface PointMark {
  readonly fill: string;
  readonly opacity?: number;
  /** A piece of a path, in pixels. */
  at(x: number, y: number): string;
}

const disc = (r: number) => (x: number, y: number) =>
  `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

const marks: readonly PointMark[] = [
  { fill: "var(--negative)", at: (x, y) => `M${short(x - 3)} ${short(y - 3)}h6v6h-6z` },
  { fill: "var(--positive)", at: disc(3.2) },
  { fill: "var(--third)", at: (x, y) => `M${short(x)} ${short(y - 4.2)}l4 7h-8z` },
  { fill: "var(--fourth)", at: (x, y) => `M${short(x)} ${short(y - 4.4)}l4.4 4.4l-4.4 4.4l-4.4 -4.4z` },
];
const ofNoClass: PointMark = { fill: "var(--ink)", opacity: 0.5, at: disc(1.6) };

/** A point as it is drawn. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  /** −1 for what is of no class. */
  readonly label: number;
}

/** One path for all points of a class: several hundred elements would take a page longer to make than to draw. */
export function pathsOf(points: readonly DrawnPoint[]): readonly (PointMark & { readonly d: string })[] {
  const pieces = new Map<PointMark, string[]>();
  for (const { x, y, label } of points) {
    const mark = marks[label] ?? ofNoClass;
    const found = pieces.get(mark);
    if (found === undefined) pieces.set(mark, [mark.at(x, y)]);
    else found.push(mark.at(x, y));
  }
  return [...pieces].map(([mark, parts]) => ({ ...mark, d: parts.join("") }));
}

function short(length: number): number {
  return Math.round(100 * length) / 100;
}
