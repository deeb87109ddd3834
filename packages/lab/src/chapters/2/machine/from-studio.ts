/** Networks that were trained in the studio and are kept in this browser, where they are small enough for the machine. */
import { Network, parameterName } from "nndl";
import { BrowserStore } from "../../../studio/browser-store.ts";
import { type CostName, costNames, limits, numbersOf } from "./model.ts";
import { units } from "./units.ts";

/** A network as the machine takes it, and what it is called in a list. */
export interface Trained {
  readonly title: string;
  readonly sizes: string;
  readonly kinds: string;
  readonly numbers: number[];
  readonly cost: CostName;
}

/** As the machine takes it; undefined for a network that it cannot show. */
export function asTrained(network: Network, title: string): Trained | undefined {
  const { input, layers } = network.spec;
  const sizes = [input.reduce((product, extent) => product * extent, 1)];
  let kinds = "";
  for (const layer of layers) {
    const unit = layer.type === "dense" ? units.find(({ name }) => name === layer.activation) : undefined;
    if (layer.type !== "dense" || unit === undefined) return undefined;
    sizes.push(layer.units);
    kinds += unit.letter.repeat(layer.units);
  }
  const cost = costNames.find((name) => name === network.spec.cost);
  if (cost === undefined) return undefined;
  if (sizes.length > limits.layers || sizes.some((size) => size > limits.units)) return undefined;
  // Float32 numbers have seven digits.
  const of = (l: number, name: "weights" | "biases") =>
    Array.from(network.parameters.get(parameterName(l, name))!.values, (value) => Number(value.toPrecision(7)));
  const weights = layers.map((_, l) => {
    const all = of(l, "weights");
    return Array.from({ length: sizes[l + 1]! }, (_, j) => all.slice(j * sizes[l]!, (j + 1) * sizes[l]!));
  });
  const biases = layers.map((_, l) => of(l, "biases"));
  return { title, sizes: sizes.join("-"), kinds, numbers: numbersOf({ weights, biases, neurons: [] }), cost };
}

/** Those that this browser keeps, the newest first; a run that cannot be read is left out. */
export async function trainedInStudio(): Promise<readonly Trained[]> {
  const runs = await new BrowserStore().runs();
  return runs.flatMap(({ checkpoint, step }) => {
    try {
      const network = Network.fromBytes(checkpoint);
      const { layers } = network.spec;
      const names = layers.map((layer) => (layer.type === "dense" ? layer.units : "?"));
      return asTrained(network, `${network.inputSize}-${names.join("-")}, ${step} mini-batches`) ?? [];
    } catch {
      return [];
    }
  });
}
