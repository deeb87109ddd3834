/**
 * How much of what is tested in many varieties. In CI, and with `npm test -- --all`, all of it; at a desk as much as catches what a
 * change usually breaks, so that a run of everything is soon over.
 */
export const isThorough = Boolean(process.env.CI) || process.env.NNDL_TESTS === "all";

/**
 * Whether it is the run of everything at a desk, in which some of many like cases stand for all, and what takes long and seldom
 * breaks waits for CI. A file that is asked for by name, or that a change comes near, is tested with all of its cases.
 */
export const isRound = process.env.NNDL_TESTS === "at a desk" && !isThorough;

/** So many runs of a property, or a quarter of them. */
export function runs(all: number): number {
  return isThorough ? all : Math.max(1, Math.ceil(all / 4));
}

/** All of the cases, or every fourth of them. */
export function some<Case>(cases: readonly Case[]): readonly Case[] {
  return isThorough ? cases : everyFourth(cases);
}

/** All of the cases; every fourth of them in the run of everything at a desk. */
export function inRound<Case>(cases: readonly Case[]): readonly Case[] {
  return isRound ? everyFourth(cases) : cases;
}

/** The same of cases that take seconds each, of which CI, too, has only every second: a file asked for by name, and --all, have them all. */
export function dear<Case>(cases: readonly Case[]): readonly Case[] {
  return process.env.CI ? oneIn(2, cases) : inRound(cases);
}

/** Some of many like cases that stand for all, everywhere. */
export function everyFourth<Case>(cases: readonly Case[]): readonly Case[] {
  return oneIn(4, cases);
}

/** The first, and then one of every so many, each time the one before in its group: cases often come in groups, too. */
function oneIn<Case>(many: number, cases: readonly Case[]): readonly Case[] {
  return cases.filter((_, i) => (i + Math.floor(i / many)) % many === 0);
}
