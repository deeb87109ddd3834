/** The two inputs, of which a step or a bump sees one. */
export type Axis = "x" | "y";

export const axes = {
  x: { direction: [1, 0], other: "y" },
  y: { direction: [0, 1], other: "x" },
} as const;

/** A place along an axis, and one across it, as x and y. */
export function placeOn(axis: Axis, along: number, across: number): readonly [x: number, y: number] {
  return axis === "x" ? [along, across] : [across, along];
}
