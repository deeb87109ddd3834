/** How a factor is drawn: a toothed wheel, the larger the factor. */

/** The radius, in pixels, of a factor of 1, which hands the gradient on as it is. */
export const ofOne = 34;

/** The wheel's radius: it grows with the factor, but so slowly that a hundredth and ten both find room. */
export function radiusOf(factor: number): number {
  return Math.min(54, Math.max(7, ofOne * Math.abs(factor) ** 0.3));
}

/** A wheel about the origin, as a path; its teeth are of one size, so a larger wheel has more of them. */
export function gearPath(radius: number): string {
  const teeth = Math.max(6, Math.round(radius / 2.2));
  const depth = Math.min(6, radius * 0.28);
  const corners = Array.from({ length: teeth }, (_, i) => {
    const at = (part: number) => ((i + part) / teeth) * 2 * Math.PI;
    return [
      [at(0), radius - depth],
      [at(0.25), radius],
      [at(0.5), radius],
      [at(0.75), radius - depth],
    ] as const;
  }).flat();
  const points = corners.map(
    ([angle, r]) => `${(r * Math.sin(angle)).toFixed(1)} ${(-r * Math.cos(angle)).toFixed(1)}`,
  );
  return `M${points.join("L")}Z`;
}
