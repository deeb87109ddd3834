/**
 * How long random searches are. In CI, and with `npm test -- --all`, all that they say; at a desk a quarter of that, with the same
 * seeds where they have some: enough to catch what a change breaks, and soon over.
 */
export const isThorough = Boolean(process.env.CI) || process.env.NNDL_TESTS === "all";

/** So many runs of a property, or a quarter of them. */
export function runs(all: number): number {
  return isThorough ? all : Math.max(1, Math.ceil(all / 4));
}

/** All of the cases, or every fourth of them. */
export function some<Case>(cases: readonly Case[]): readonly Case[] {
  return isThorough ? cases : cases.filter((_, i) => i % 4 === 0);
}
