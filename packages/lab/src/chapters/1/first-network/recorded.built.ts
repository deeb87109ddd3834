/**
 * The weights that `nndl reproduce` ended with in Node, as SHA-256: those of seeds 1 to 5. A page that trains the same
 * network must end with the same.
 */
import { storedRuns } from "../../../results/stored.ts";

const names = ["first-network", "wider", "slow-learning", "hopeless-learning-rate", "no-hidden-layer"];

export const recordedHashes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  names.map((name) => [
    `ch1/${name}`,
    storedRuns(`ch1/${name}`)
      .slice(0, 5)
      .map(({ sha256 }) => sha256!),
  ]),
);
