/** One point of a curve: where, and how much. */
export type Point = readonly [x: number, y: number];

/** Whether it can be drawn. */
export function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/**
 * A curve of no more points than can be seen: of each stretch its lowest and its highest, so that no spike is lost; what
 * is not finite keeps its place as a gap.
 */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil((2 * points.length) / most);
  const kept: Point[] = [];
  for (let from = 0; from < points.length; from += stretch) {
    const part = points.slice(from, from + stretch);
    const drawn = part.filter(isFinitePoint);
    if (drawn.length < part.length) kept.push(part.find((point) => !isFinitePoint(point))!);
    if (drawn.length === 0) continue;
    const low = drawn.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = drawn.reduce((a, b) => (b[1] > a[1] ? b : a));
    kept.push(...(low === high ? [low] : low[0] < high[0] ? [low, high] : [high, low]));
  }
  return kept;
}
