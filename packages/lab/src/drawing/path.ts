/** A line through points as SVG writes it: to a thousandth of a pixel, with a gap where a point has no number. */
export function pathOf(
  points: readonly (readonly [number, number])[],
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  let path = "";
  let isDrawing = false;
  for (const [px, py] of points) {
    const isThere = Number.isFinite(py);
    if (isThere) path += `${isDrawing ? "L" : "M"}${rounded(x(px))},${rounded(y(py))}`;
    isDrawing = isThere;
  }
  return path;
}
