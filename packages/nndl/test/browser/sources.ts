/** Sources of data that are read in Node and in browsers. */
import { split } from "nndl";
import { sha256Hex } from "nndl/formats";
import { divideSource, npzOf, openSource } from "nndl/sources";

/** A file that can be posted to a page. */
export interface GivenFile {
  readonly path: string;
  readonly bytes: readonly number[];
}

/** A hash of all that was read of each source, and of its first half scaled by itself. */
export async function hashesOfSources(sources: readonly (readonly GivenFile[])[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const given of sources) {
    const files = given.map(({ path, bytes }) => ({ path, read: async () => Uint8Array.from(bytes) }));
    const source = await openSource(files);
    const half = Math.ceil(source.training.count / 2);
    const { parts } = divideSource(source, (all) => split(all, [half]));
    hashes.push(sha256Hex([npzOf(source), npzOf({ training: parts[0]! })]));
  }
  return hashes;
}
