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

/** Sees a point of [0, 1]³ from a view; the cube's middle is at 0, 0, and its height is drawn three quarters as long. */
export function see(x: number, y: number, z: number, { azimuth, elevation }: View): Seen {
  const [dx, dy, dz] = [x - 0.5, y - 0.5, 0.75 * (z - 0.5)];
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  const across = dx * cosA - dy * sinA;
  const away = dx * sinA + dy * cosA;
  return { across, up: dz * cosE + away * sinE, depth: away * cosE - dz * sinE };
}

/** The order in which the cells of a grid of n × n corners are painted: those farther away first. */
export function paintingOrder(
  n: number,
  { azimuth }: View,
): { readonly columns: number[]; readonly rows: number[]; readonly rowsFirst: boolean } {
  const far = (backwards: boolean) => Array.from({ length: n - 1 }, (_, i) => (backwards ? n - 2 - i : i));
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  // `away` grows with x · sin and y · cos; what is farther away comes first.
  return { columns: far(sinA > 0), rows: far(cosA > 0), rowsFirst: Math.abs(cosA) > Math.abs(sinA) };
}
