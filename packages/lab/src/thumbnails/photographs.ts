/**
 * The small pictures of figures that scripts draw on a canvas, as `scripts/figure-pictures.mjs` has taken them: SVG files with a
 * photograph in light and one in dark colours.
 */
const files = import.meta.glob<string>("./drawn/*.svg", { eager: true, query: "?raw", import: "default" });

/** By the figures' names. */
export const photographs: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, svg]) => [/([\w-]+)\.svg$/.exec(path)![1]!, svg]),
);
