/** For tests: the recurrent networks that make_through_time_golden.py computed with PyTorch, as ours. */
import { classification, type Dataset } from "../../data/index.ts";
import { checkNetworkSpec, Network, type NetworkInput } from "../../network/index.ts";
import cases from "./through-time.golden.json" with { type: "json" };

export interface GoldenThroughTime {
  readonly name: string;
  readonly network: () => Network;
  /** How many examples a stretch has. */
  readonly rows: number;
  /** All stretches, one after another. */
  readonly data: Dataset<"classes">;
  /** What PyTorch gave for the last of them. */
  readonly outputs: readonly number[];
  readonly cost: number;
  readonly gradients: ReadonlyMap<string, readonly number[]>;
  readonly inputGradients: readonly number[];
  /** What the last stretch began with and left, where it goes on from one before it. */
  readonly begun?: ReadonlyMap<string, readonly number[]>;
  readonly carried?: ReadonlyMap<string, readonly number[]>;
}

type Numbers = Readonly<Record<string, readonly number[]>>;

interface Stored extends Pick<GoldenThroughTime, "name" | "outputs" | "cost" | "inputGradients"> {
  readonly spec: NetworkInput;
  readonly parameters: Readonly<Record<string, { readonly shape: number[]; readonly values: number[] }>>;
  readonly stretches: readonly Readonly<Record<"inputs" | "lengths" | "labels", readonly number[]>>[];
  readonly gradients: Numbers;
  readonly begun?: Numbers;
  readonly carried?: Numbers;
}

const named = (numbers: Numbers) => new Map(Object.entries(numbers));

export const goldenThroughTime: readonly GoldenThroughTime[] = (cases as unknown as Stored[]).map((stored) => {
  const spec = checkNetworkSpec(stored.spec);
  const { name, stretches, outputs, cost, inputGradients, begun, carried } = stored;
  const all = (part: "inputs" | "lengths" | "labels") => stretches.flatMap((stretch) => stretch[part]);
  return {
    ...{ name, outputs, cost, inputGradients },
    network: () => Network.fromParameters(spec, new Map(Object.entries(stored.parameters))),
    rows: stretches[0]!.lengths.length,
    data: classification(Float32Array.from(all("inputs")), all("labels"), {
      ...{ shape: spec.input, classes: 3, lengths: all("lengths") },
    }),
    gradients: named(stored.gradients),
    ...(begun === undefined || carried === undefined ? {} : { begun: named(begun), carried: named(carried) }),
  };
});
