/** Where a run starts that goes on from a network's weights. */
import { startFrom } from "@nndl/words/start-from";
import type { TrainFlags } from "@nndl/words/train-options";
import type { Dataset, Network, Preparation } from "nndl";
import { splitNamed } from "nndl/sources";
import { openNetwork } from "../open-network.ts";
import type { StartedFrom } from "./run-folder.ts";

export interface Start {
  readonly network: Network;
  readonly from: StartedFrom;
}

/** The network of a file, or of a run's folder. */
export async function openStart(argument: string): Promise<Start> {
  const { network, path } = await openNetwork(argument);
  return { network, from: { path, sha256: network.sha256() } };
}

/**
 * How a network's pictures became inputs, as options say it; undefined where they were none. Whether dark is ink is left out:
 * that is found out for each set of pictures, and light strokes on a dark ground mean to a network what its own do.
 */
export function picturesOf({ network }: Start): Pick<TrainFlags, "size" | "channels" | "fit"> | undefined {
  const inputs = network.preparation?.inputs;
  if (inputs?.kind !== "images") return undefined;
  const { height, width, channels, fit } = inputs;
  return { size: { height, width }, channels, fit };
}

/** How a network's text became inputs, for another text to become the same; undefined where it read none, or is to read what is no text. */
export function textOf(preparation: Preparation | undefined, data: string | undefined): Preparation | undefined {
  const isText = data !== undefined && splitNamed(data)?.name === "text";
  return isText && preparation?.inputs.kind === "text" ? preparation : undefined;
}

/** With as many outputs as the data have classes or values, and the seed that is asked for. */
export function fitStart({ network, from }: Start, data: Dataset, seed?: number): Start {
  const isAnother = network.outputSize !== data.targetSize;
  const started = startFrom(network, data.targetSize, seed);
  // The run then remarks on inputs that are made otherwise; it gives the network what is known of the data.
  if (data.preparation !== undefined && network.preparation !== undefined && network.inputSize === data.size)
    started.preparation = isAnother ? { inputs: network.preparation.inputs } : network.preparation;
  return {
    network: started,
    from: isAnother ? { ...from, outputs: network.outputSize } : from,
  };
}
