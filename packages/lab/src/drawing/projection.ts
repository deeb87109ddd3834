/** A view of a box in space, as from far away: turned about the vertical, tilted, and flattened. */

export interface View {
  /** Turn about the vertical, in radians. */
  readonly azimuth: number;
  /** Tilt: 0 from the side, π/2 from above. */
  readonly elevation: number;
}

/** Where a point of the unit cube is seen: across and up in units of the cube, and how far it is away. */
export interface Seen {
  readonly across: number;
  readonly up: number;
  readonly depth: number;
}

/** How long the cube's height is drawn, beside its sides. */
const upright = 0.75;

/** Sees a point of [0, 1]³ from a view; the cube's middle is at 0, 0, and its height is drawn three quarters as long. */
export function see(x: number, y: number, z: number, { azimuth, elevation }: View): Seen {
  const [dx, dy, dz] = [x - 0.5, y - 0.5, upright * (z - 0.5)];
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  const across = dx * cosA - dy * sinA;
  const away = dx * sinA + dy * cosA;
  return { across, up: dz * cosE + away * sinE, depth: away * cosE - dz * sinE };
}

/** How high the cube is seen at most at this tilt, however it is turned: so that turning never changes its size. */
export function seenHeight(elevation: number): number {
  return upright * Math.cos(elevation) + Math.SQRT2 * Math.sin(elevation);
}

/** The order in which the cells of a grid of so many corners are painted: those farther away first. */
export function paintingOrder(
  columnCorners: number,
  rowCorners: number,
  { azimuth }: View,
): { readonly columns: number[]; readonly rows: number[] } {
  const far = (corners: number, backwards: boolean) =>
    Array.from({ length: corners - 1 }, (_, i) => (backwards ? corners - 2 - i : i));
  // `away` grows with x · sin and y · cos; what is farther away comes first.
  return { columns: far(columnCorners, Math.sin(azimuth) > 0), rows: far(rowCorners, Math.cos(azimuth) > 0) };
}
