/** What a network takes dreams for: the number that says whether one who asks for a 3 sees threes. */
import { plural } from "@nndl/words/numbers";
import { openNetwork } from "../open-network.ts";
import { UsageError } from "../usage-error.ts";

export interface Judge {
  /** Its file, as short as it can be said from here. */
  readonly name: string;
  /** The class that it reads in each picture. */
  readonly read: (images: readonly Float32Array[]) => Promise<readonly number[]>;
}

/**
 * Opens a network that reads pictures of so many numbers.
 *
 * @throws UsageError "boltzmann.judge" for one that takes other inputs or knows fewer classes; what `openNetwork` throws
 */
export async function openJudge(argument: string, pixels: number, classes: number): Promise<Judge> {
  const { network, name } = await openNetwork(argument);
  if (network.inputSize !== pixels || network.outputSize < Math.max(2, classes))
    throw new UsageError("boltzmann.judge", {
      received: `${name}, with ${plural(network.inputSize, "input")} and ${plural(network.outputSize, "output")}`,
      expected: `who judges these pictures must take ${plural(pixels, "number")} and have an output for each of ${plural(Math.max(2, classes), "class", "classes")}`,
      next: "Name a network that learned from the same data.",
    });
  return { name, read: async (images) => (await network.predict(images)).map(largest) };
}

function largest(outputs: Float32Array): number {
  return outputs.indexOf(Math.max(...outputs));
}

/** How many were read as what was asked for: "18 of 20 read as what was asked for (3: 18 of 20)". */
export function verdictOn(read: readonly number[], asked: readonly number[]): string {
  const tally = (which: readonly number[]) => `${which.filter((i) => read[i] === asked[i]).length} of ${which.length}`;
  const all = asked.map((_, i) => i);
  const classes = [...new Set(asked)].sort((a, b) => a - b);
  const each = classes.map((c) => `${c}: ${tally(all.filter((i) => asked[i] === c))}`);
  return `${tally(all)} read as what was asked for${classes.length > 1 ? ` (${each.join(", ")})` : ""}`;
}

/** What was read where nothing was asked for: "read as 3 (5 times), 8 (2 times)". */
export function countsOf(read: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const each of read) counts.set(each, (counts.get(each) ?? 0) + 1);
  const ordered = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return `read as ${ordered.map(([which, times]) => `${which} (${plural(times, "time")})`).join(", ")}`;
}
