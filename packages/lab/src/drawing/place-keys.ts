/** A place on a plot that the arrow keys move. */
import { settle } from "../controls/number.ts";
import { ticks } from "./scale.ts";

type Range = readonly [number, number];

/** What of a keyboard event counts. */
export interface Key {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
}

const ways = new Map<string, readonly [number, number]>([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, 1]],
  ["ArrowDown", [0, -1]],
]);

const middle = ([from, to]: Range) => (from + to) / 2;

/** A round number near a hundredth of the range. */
function stepOf(range: Range): number {
  const [first = 0, second = 1] = ticks(...range, 100);
  return Number((second - first).toPrecision(3));
}

function moved(from: number, range: Range, by: number): number {
  if (by === 0) return from;
  const step = stepOf(range);
  // What has run away comes back.
  return settle((Number.isFinite(from) ? from : middle(range)) + by * step, { min: range[0], max: range[1], step });
}

/**
 * Where a key moves a place within the axes: an arrow key by about a hundredth of an axis, with Shift by ten of them, Home
 * to the middle. Undefined for keys that mean something else. Where only x counts, up and down mean something else, too.
 *
 * @example movedBy({ key: "ArrowLeft", shiftKey: true }, [0.5], [0, 1], [0, 2]) // [0.4, 1]
 */
export function movedBy(
  { key, shiftKey = false, ctrlKey = false, altKey = false, metaKey = false }: Key,
  [px, py]: readonly [x: number, y?: number],
  x: Range,
  y: Range,
): readonly [number, number] | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  if (key === "Home") return [middle(x), middle(y)];
  const way = ways.get(key);
  if (way === undefined || (way[0] === 0 && py === undefined)) return undefined;
  const far = shiftKey ? 10 : 1;
  return [moved(px, x, far * way[0]), py === undefined ? middle(y) : moved(py, y, far * way[1])];
}
