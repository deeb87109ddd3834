/** Where a perceptron of two inputs changes its mind, within a square of the plane. */

type Point = readonly [x1: number, x2: number];

/** The part of the square from `from` to `to` where w₁x₁ + w₂x₂ + b ≥ 0, as a polygon; empty where there is none. */
export function side(w1: number, w2: number, b: number, from: number, to: number): Point[] {
  const z = ([x1, x2]: Point) => w1 * x1 + w2 * x2 + b;
  if (w1 === 0 && w2 === 0 && b <= 0) return [];
  const corners: Point[] = [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ];
  return corners.flatMap((corner, i): Point[] => {
    const next = corners[(i + 1) % 4]!;
    const [here, there] = [z(corner), z(next)];
    const kept = here >= 0 ? [corner] : [];
    if (here < 0 === there < 0) return kept;
    const t = here / (here - there);
    return [...kept, [corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]];
  });
}

/** The border w₁x₁ + w₂x₂ + b = 0 within the square: its two ends, or nothing. */
export function border(w1: number, w2: number, b: number, from: number, to: number): Point[] {
  const near = (point: Point) =>
    Math.abs(w1 * point[0] + w2 * point[1] + b) < 1e-9 * (Math.abs(w1) + Math.abs(w2) + Math.abs(b));
  const ends = side(w1, w2, b, from, to).filter(near);
  return ends.length < 2 ? [] : [ends[0]!, ends.at(-1)!];
}
