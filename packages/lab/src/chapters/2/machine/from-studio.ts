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

/** As the machine takes it, or why it cannot show it. */
export function asTrained(network: Network, title: string): Trained | string {
  const { input, layers } = network.spec;
  const sizes = [input.reduce((product, extent) => product * extent, 1)];
  let kinds = "";
  for (const layer of layers) {
    if (layer.type !== "dense") return "not all of its layers are dense";
    const unit = units.find(({ name }) => name === layer.activation);
    if (unit === undefined) {
      return layer.activation === "softmax"
        ? "in a softmax no neuron has a function of its own"
        : `${layer.activation} is none of the functions here`;
    }
    sizes.push(layer.units);
    kinds += unit.letter.repeat(layer.units);
  }
  const cost = costNames.find((name) => name === network.spec.cost);
  if (cost === undefined) return "its cost is none of those here";
  if (sizes.length > limits.layers) return `more than ${limits.layers} layers`;
  if (sizes.some((size) => size > limits.units)) return `a layer of more than ${limits.units}`;
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

export interface FromStudio {
  readonly fitting: readonly Trained[];
  /** A sentence on those that the machine cannot show, and why; empty where there are none. */
  readonly others: string;
}

/** Those that this browser keeps, the newest first; a run that cannot be read is left out. */
export async function trainedInStudio(): Promise<FromStudio> {
  const runs = await new BrowserStore().runs();
  return sorted(
    runs.flatMap(({ checkpoint, step }) => {
      try {
        return [{ network: Network.fromBytes(checkpoint), step }];
      } catch {
        return [];
      }
    }),
  );
}

/** What fits, and a word on what does not: no reason is given twice. */
export function sorted(runs: readonly { readonly network: Network; readonly step: number }[]): FromStudio {
  const fitting: Trained[] = [];
  const others = new Map<string, Set<string>>();
  for (const { network, step } of runs) {
    const name = [
      network.inputSize,
      ...network.spec.layers.map((layer) => (layer.type === "dense" ? layer.units : "?")),
    ];
    const trained = asTrained(network, `${name.join("-")}, ${step} mini-batches`);
    if (typeof trained !== "string") fitting.push(trained);
    else others.set(trained, (others.get(trained) ?? new Set()).add(name.join("-")));
  }
  const told = [...others].map(([why, names]) => `${[...names].join(", ")} (${why})`);
  return { fitting, others: told.length > 0 ? `Too much for this machine: ${told.join("; ")}.` : "" };
}
