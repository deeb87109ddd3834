const named = ["var(--positive)", "var(--negative)", "var(--third)", "var(--fourth)"];

/** A colour for each of some layers: those of the charts where these are enough, and otherwise from one of them to the other. */
export function colourOf(layer: number, of: number): string {
  if (of <= named.length) return named[layer]!;
  return `color-mix(in oklab, var(--positive), var(--negative) ${Math.round((100 * layer) / (of - 1))}%)`;
}
