/** The drawing's lines: curves that leave and arrive level. */

export interface LinePlace {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function pathOf({ x1, y1, x2, y2 }: LinePlace): string {
  const middle = ((x1 + x2) / 2).toFixed(1);
  return `M${x1.toFixed(1)} ${y1.toFixed(1)}C${middle} ${y1.toFixed(1)} ${middle} ${y2.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}`;
}

/** A place on such a curve, t from 0 to 1. */
function at({ x1, y1, x2, y2 }: LinePlace, t: number): readonly [number, number] {
  const level = t * t * (3 - 2 * t);
  const middle = (x1 + x2) / 2;
  const [before, after] = [3 * (1 - t) * (1 - t) * t + 3 * (1 - t) * t * t, t ** 3];
  return [(1 - t) ** 3 * x1 + before * middle + after * x2, y1 + level * (y2 - y1)];
}

/** The line that is nearest to a place, if one is near; undefined where none is. */
export function lineNear<T extends LinePlace>(lines: readonly T[], x: number, y: number, reach: number): T | undefined {
  let [nearest, least] = [undefined as T | undefined, reach];
  for (const line of lines) {
    if (x < line.x1 - reach || x > line.x2 + reach) continue;
    if (y < Math.min(line.y1, line.y2) - reach || y > Math.max(line.y1, line.y2) + reach) continue;
    let before = at(line, 0);
    for (let i = 1; i <= pieces; i++) {
      const next = at(line, i / pieces);
      const distance = distanceTo(before, next, x, y);
      if (distance < least) [nearest, least] = [line, distance];
      before = next;
    }
  }
  return nearest;
}

const pieces = 12;

/** From a place to the straight piece between two others. */
function distanceTo(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
  x: number,
  y: number,
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
