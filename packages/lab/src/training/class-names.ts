/** Classes of points are called by the colours that they are drawn in. */
export const classNames = ["orange", "blue", "green", "violet"] as const;
