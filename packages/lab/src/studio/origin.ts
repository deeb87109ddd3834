/** Networks that a run can start from: of a file that was opened, or of a run that is kept. */
import type { NetworkInput, NetworkSpec } from "nndl";
import { activationOf, checkNetworkSpec, placeLayers, sizeOf } from "nndl/spec";
import type { Recipe, StartedFrom } from "../training/recipe.ts";
import { briefNetwork } from "./brief.ts";
import { type DataShape, examine } from "./draft.ts";

export interface Origin {
  /** What people call it: "digits.safetensors", "run A". */
  readonly name: string;
  /** What its file is called. */
  readonly file: string;
  /** The network, as a file holds it. */
  readonly bytes: Uint8Array;
  readonly spec: NetworkSpec;
  /** Of its weights. */
  readonly sha256: string;
  /** What it learned from, as its file says; absent in what earlier versions of the lab kept. */
  readonly learned?: DataShape | undefined;
  /** The mini-batches that it was trained for, where that is known. */
  readonly trainedFor?: number | undefined;
}

/** What a recipe says of a run that starts from a network. */
export type Start = Required<Pick<Recipe, "network" | "from">>;

/**
 * The network of a run that starts from another, for data of that shape: with a last layer of its own where they have another
 * number of outputs. Undefined where it cannot learn them.
 */
export function startFor(
  { name, spec, sha256 }: Origin,
  shape: DataShape | undefined,
  seed = spec.seed,
): Start | undefined {
  const last = spec.layers.at(-1)!;
  const outputs = sizeOf(placeLayers(spec).at(-1)!.output);
  const wanted = shape?.outputs ?? outputs;
  const from: StartedFrom = { name, sha256, ...(wanted === outputs ? {} : { outputs }) };
  if (wanted !== outputs && last.type !== "dense") return undefined;
  // Shares that add up to 1 are no values.
  if (shape?.classes === false && activationOf(last) === "softmax") return undefined;
  const layers = wanted === outputs ? spec.layers : [...spec.layers.slice(0, -1), { ...last, units: wanted }];
  const network = briefNetwork(checkNetworkSpec({ ...spec, layers, seed } as NetworkInput));
  return shape !== undefined && examine(network, shape).spec === undefined ? undefined : { network, from };
}

/**
 * How pictures have to be read for a network that learned from others, "20 × 20, in grey"; undefined where that is not what
 * keeps it from these data.
 */
export function picturesFor({ learned }: Origin, shape: DataShape | undefined): string | undefined {
  if (learned?.input.length !== 3 || shape?.input.length !== 3 || learned.input.join() === shape.input.join())
    return undefined;
  const [channels, height, width] = learned.input;
  return `${height} × ${width}, in ${channels === 1 ? "grey" : "colour"}`;
}

/** Whether two networks are the same but for their seed. */
export function sameButSeed(a: NetworkInput, b: NetworkInput): boolean {
  const whole = (network: NetworkInput) => JSON.stringify(checkNetworkSpec({ ...network, seed: 0 }));
  try {
    return whole(a) === whole(b);
  } catch {
    return false;
  }
}

/** The same settings with all weights drawn from the seed: of those, none is worth keeping as it is. */
export function withoutStart({ from: _, training, ...rest }: Recipe): Recipe {
  const { freeze: __, ...others } = training;
  return { ...rest, training: others };
}
