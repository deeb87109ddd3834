/** For tests: the networks that make_image_networks_golden.py and make_cases_golden.py computed with PyTorch, as ours. */
import { Dataset } from "../../data/index.ts";
import { checkNetworkSpec, Network, type NetworkInput } from "../../network/index.ts";
import cases from "./cases.golden.json" with { type: "json" };
import chosen from "./image-networks.golden.json" with { type: "json" };

/** What PyTorch gave for the examples as one mini-batch. */
interface GoldenPass {
  readonly outputs: readonly number[];
  readonly cost: number;
  readonly gradients: ReadonlyMap<string, readonly number[]>;
  readonly inputGradients: readonly number[];
}

export interface GoldenImageNetwork {
  readonly name: string;
  readonly spec: NetworkInput;
  readonly network: () => Network;
  readonly data: Dataset;
  /** Absent where layers drop: what they drop comes from another generator. */
  readonly trained?: GoldenPass;
  /** Where it differs: as the network is used. */
  readonly used: GoldenPass;
  /** The parameters that no gradient changes, after one training step. */
  readonly settled: ReadonlyMap<string, readonly number[]>;
}

interface StoredPass extends Omit<GoldenPass, "gradients"> {
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

interface StoredCase {
  readonly name: string;
  readonly spec: NetworkInput;
  readonly parameters: Readonly<Record<string, { readonly shape: number[]; readonly values: number[] }>>;
  readonly inputs: readonly number[];
  readonly targets: {
    readonly kind: string;
    readonly labels?: readonly number[];
    readonly classes?: number;
    readonly values?: readonly number[];
    readonly size?: number;
  };
  readonly trained: StoredPass;
  readonly used?: StoredPass;
  readonly settled?: Readonly<Record<string, readonly number[]>>;
}

const passOf = (stored: StoredPass): GoldenPass => ({
  ...stored,
  gradients: new Map(Object.entries(stored.gradients)),
});

/** Networks that were chosen by hand, or drawn once. */
export const goldenImageNetworks: readonly GoldenImageNetwork[] = (chosen as unknown as StoredCase[]).map(asOurs);

/** Those of wanted.ts that were made so far. */
export const goldenCases: readonly GoldenImageNetwork[] = (cases as unknown as StoredCase[]).map(asOurs);

function asOurs(golden: StoredCase): GoldenImageNetwork {
  const spec = checkNetworkSpec(golden.spec);
  const { kind, labels = [], classes = 0, values = [], size = 0 } = golden.targets;
  const drops = spec.layers.some(({ type }) => type === "dropout");
  return {
    name: golden.name,
    spec,
    network: () => Network.fromParameters(spec, new Map(Object.entries(golden.parameters))),
    data: new Dataset({
      shape: spec.input,
      features: Float32Array.from(golden.inputs),
      targets:
        kind === "classes"
          ? { kind, labels: [...labels], classes }
          : { kind: "values", values: Float32Array.from(values), size },
    }),
    ...(drops ? {} : { trained: passOf(golden.trained) }),
    used: passOf(golden.used ?? golden.trained),
    settled: new Map(Object.entries(golden.settled ?? {})),
  };
}
