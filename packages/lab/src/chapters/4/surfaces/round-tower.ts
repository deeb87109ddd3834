/** How high a round tower of steps is, by the distance from its centre. */

/** With ever more directions, the distance in radii: the part of the steps that are on, times 2, less 1. */
export function idealTower(distance: number): number {
  return distance <= 1 ? 1 : (2 / Math.PI) * Math.asin(1 / distance);
}

/** The least and the greatest height all around the centre, looked at in so many directions. */
export function aroundTower(
  height: (x: number, y: number) => number,
  [cx, cy]: readonly [number, number],
  distance: number,
  directions = 240,
): { readonly least: number; readonly most: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < directions; i++) {
    const angle = (2 * Math.PI * (i + 0.5)) / directions;
    const value = height(cx + distance * Math.cos(angle), cy + distance * Math.sin(angle));
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return { least, most };
}
