/** A surface over a grid, as it is seen: where its corners are, and which of its cells a pointer touches. */
import { paintingOrder, see, type View } from "./projection.ts";

/** Corners of a surface in the unit cube, row by row: the first row is the smallest y. */
export interface Corners {
  /** From 0 to 1, ascending. */
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly zs: ArrayLike<number>;
}

/** Where the corners are seen, in units of the cube. */
export interface Mesh {
  readonly columns: number;
  readonly rows: number;
  readonly across: Float64Array;
  readonly up: Float64Array;
}

export function meshOf({ xs, ys, zs }: Corners, view: View): Mesh {
  const [columns, rows] = [xs.length, ys.length];
  const across = new Float64Array(columns * rows);
  const up = new Float64Array(columns * rows);
  // A view is affine: three of its values say all of them.
  const at = see(0, 0, 0, view);
  const [dx, dy, dz] = [see(1, 0, 0, view), see(0, 1, 0, view), see(0, 0, 1, view)];
  for (let row = 0, i = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, i++) {
      const [x, y, z] = [xs[column]!, ys[row]!, zs[i]!];
      across[i] = at.across + x * (dx.across - at.across) + y * (dy.across - at.across);
      up[i] = at.up + x * (dx.up - at.up) + y * (dy.up - at.up) + z * (dz.up - at.up);
    }
  return { columns, rows, across, up };
}

/**
 * The place of the surface that is seen at a point: of all cells that cover it, the one nearest to the eye. Gives x and y
 * from 0 to 1; undefined where there is no surface.
 */
export function touch(
  corners: Corners,
  mesh: Mesh,
  view: View,
  across: number,
  up: number,
): readonly [x: number, y: number] | undefined {
  const { columns, rows } = paintingOrder(mesh.columns, mesh.rows, view);
  for (const row of rows.reverse())
    for (const column of [...columns].reverse()) {
      const at = row * mesh.columns + column;
      const cell = [at, at + 1, at + mesh.columns + 1, at + mesh.columns] as const;
      const side = [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ] as const;
      for (const triangle of [
        [0, 1, 2],
        [0, 2, 3],
      ] as const) {
        const parts = barycentric(
          triangle.map((k) => [mesh.across[cell[k]]!, mesh.up[cell[k]]!] as const),
          across,
          up,
        );
        if (parts === undefined) continue;
        const within = (axis: 0 | 1) => parts.reduce((sum, part, i) => sum + part * side[triangle[i]!]![axis], 0);
        const between = (values: ArrayLike<number>, i: number, t: number) =>
          values[i]! + t * (values[i + 1]! - values[i]!);
        return [between(corners.xs, column, within(0)), between(corners.ys, row, within(1))];
      }
    }
  return undefined;
}

/** How much of each of a triangle's corners a point is; undefined outside. */
function barycentric(corners: readonly (readonly [number, number])[], x: number, y: number): number[] | undefined {
  const [[ax, ay], [bx, by], [cx, cy]] = corners as readonly [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (Math.abs(area) < 1e-12) return undefined;
  const b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
  const c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
  const parts = [1 - b - c, b, c];
  return parts.every((part) => part >= -1e-9) ? parts : undefined;
}
