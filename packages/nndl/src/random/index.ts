/** Chance, the same bits everywhere: one seed, and from it as many independent named streams as there are uses. */
export { philox4x32 } from "./philox.ts";
export { checkSeed } from "./seed.ts";
export { Stream, stream, streamKey } from "./stream.ts";
