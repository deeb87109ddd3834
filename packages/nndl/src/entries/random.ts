/** Chance, the same bits everywhere: one seed, and from it as many independent named streams as there are uses. */
export { checkSeed, Stream, stream } from "../random/index.ts";
