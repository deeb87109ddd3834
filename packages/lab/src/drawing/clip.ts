/** By this name a plot tells its curves where its axes end: the id of an SVG clip path. */
export const clip = Symbol("clip");
