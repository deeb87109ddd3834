/** For tests: the networks that make_golden.py computed with PyTorch, as ours. */
import { Dataset } from "../../data/index.ts";
import { checkNetworkSpec, Network } from "../../network/index.ts";
import cases from "./networks.golden.json" with { type: "json" };

export interface GoldenNetwork {
  readonly name: string;
  readonly network: () => Network;
  readonly data: Dataset;
  readonly outputs: readonly number[];
  readonly cost: number;
  readonly gradients: ReadonlyMap<string, readonly number[]>;
  readonly inputGradients: readonly number[];
}

export const goldenNetworks: readonly GoldenNetwork[] = cases.map((golden) => {
  const spec = checkNetworkSpec(golden.spec);
  const shapes = new Map([...Network.initialize(spec).parameters].map(([key, { shape }]) => [key, shape]));
  const parameters = new Map(
    Object.entries(golden.parameters).map(([key, values]) => [key, { shape: shapes.get(key) ?? [], values }] as const),
  );
  const { kind, labels = [], classes = 0, values = [], size = 0 } = golden.targets;
  return {
    name: golden.name,
    network: () => Network.fromParameters(spec, parameters),
    data: new Dataset({
      shape: spec.input,
      features: Float32Array.from(golden.inputs),
      targets:
        kind === "classes" ? { kind, labels, classes } : { kind: "values", values: Float32Array.from(values), size },
    }),
    outputs: golden.outputs,
    cost: golden.cost,
    gradients: new Map(Object.entries(golden.gradients)),
    inputGradients: golden.inputGradients,
  };
});
