/** From what somebody names to a network with a layer of two units, and where examples lie in it. */
import { type Dataset, type Network, NndlError } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { BeliefNet } from "nndl/generative";
import { BoltzmannFolder } from "../boltzmann/folder.ts";
import { openMachine } from "../boltzmann/open.ts";
import { openNetwork } from "../open-network.ts";
import { UsageError } from "../usage-error.ts";

export interface Mapped {
  readonly network: Network;
  readonly name: string;
  /** How many of its layers, from the first on, have learned: machines get outputs that have not, to be a network. */
  readonly learned: number;
  /** What it was trained on, where its folder says it and its file does not. */
  readonly data?: string;
}

/** A place in the plane for each example, and its class where it has one. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly label: number | undefined;
}

/**
 * Opens a network, or Boltzmann machines as the network that goes up through them.
 *
 * @throws what `openNetwork` and `openMachine` throw
 */
export async function openMapped(argument: string | undefined): Promise<Mapped> {
  if (argument !== undefined) {
    const folder = new BoltzmannFolder(argument);
    if (folder.isBegun) return { ...upThrough(argument), data: folder.read().data };
  }
  try {
    const opened = await openNetwork(argument);
    return { ...opened, learned: opened.network.layers.length };
  } catch (error) {
    // A file of another kind may be one of machines; if not, what is wrong with it as a network tells more.
    if (argument === undefined || !(error instanceof NndlError) || error instanceof UsageError) throw error;
    try {
      return upThrough(argument);
    } catch {
      throw error;
    }
  }
}

function upThrough(argument: string): Mapped {
  const { machine, net, path } = openMachine(argument);
  const whole = net ?? BeliefNet.fromMachines([machine]);
  const network = whole.toNetwork(whole.spec.classes === 0 ? 2 : undefined);
  return { network, name: path, learned: network.layers.length - 1 };
}

/** The layer of two units that is drawn: the first one. @throws UsageError "map.layer" */
export function planeOf({ network, name, learned }: Mapped): number {
  const sizes = network.layers
    .slice(0, learned)
    .map(({ output }) => output.reduce((product, side) => product * side, 1));
  const index = sizes.indexOf(2);
  if (index >= 0) return index;
  throw new UsageError("map.layer", {
    received: `${name}, with layers of ${sizes.join(", ")} units`,
    expected: "a map needs a network with a layer of two units",
    next: "Train one: nndl train --layers 784-100-2-10, or nndl boltzmann --hidden 500-250-2.",
  });
}

/** Examples that go through the network at once. */
const piece = 100;

/** The weighted inputs of the two units, which no activation has pressed together, for each example. */
export function placesOf(network: Network, layer: number, examples: Dataset): Place[] {
  const places: Place[] = [];
  const { targets } = examples;
  for (let from = 0; from < examples.count; from += piece) {
    const part = examples.slice(from, Math.min(examples.count, from + piece));
    const inputs = new Float32Array(part.count * part.size);
    for (let i = 0; i < part.count; i++) inputs.set(part.input(i), i * part.size);
    const { weighted } = layerOutputs(network, inputs)[layer];
    for (let i = 0; i < part.count; i++)
      places.push({
        x: weighted[2 * i],
        y: weighted[2 * i + 1],
        label: targets.kind === "classes" ? targets.labels[from + i] : undefined,
      });
  }
  return places;
}

/** The share of places whose nearest neighbour is of the same class; undefined without classes, or for fewer than two. */
export function neighboursAlike(places: readonly Place[]): number | undefined {
  if (places.length < 2 || places.some(({ label }) => label === undefined)) return undefined;
  const alike = places.filter(({ x, y, label }, i) => {
    let [nearest, least] = [-1, Number.POSITIVE_INFINITY];
    places.forEach((other, j) => {
      const apart = (other.x - x) ** 2 + (other.y - y) ** 2;
      if (j !== i && apart < least) [nearest, least] = [j, apart];
    });
    return places[nearest]?.label === label;
  });
  return alike.length / places.length;
}
