/** The functions that a neuron of the machine can have: the reading room's, and the library's. */
import { linearUnit, type Neuron, sigmoidUnit } from "@nndl/book/programs/backprop";
import { type Activation, activations } from "nndl/functions";

export type UnitName = "sigmoid" | "tanh" | "relu" | "linear";

export interface Unit {
  readonly name: UnitName;
  /** In a link. */
  readonly letter: string;
  /** As formulas call it. */
  readonly sign: string;
  /** As readers call it. */
  readonly title: string;
  readonly neuron: Neuron;
}

/** The library maps whole layers; a neuron is a layer of one. */
const of = ({ value, derivative }: Pick<Activation, "value" | "derivative">): Neuron => {
  const [z, a, one, slope] = [new Float64Array(1), new Float64Array(1), Float64Array.of(1), new Float64Array(1)];
  const f = (at: number) => {
    z[0] = at;
    value(z, a);
    return a[0]!;
  };
  const prime = (at: number) => {
    f(at);
    derivative(z, a, one, slope);
    return slope[0]!;
  };
  return { f, prime };
};

export const units: readonly Unit[] = [
  { name: "sigmoid", letter: "s", sign: "σ", title: "σ", neuron: sigmoidUnit },
  { name: "tanh", letter: "t", sign: "tanh", title: "tanh", neuron: of(activations.tanh) },
  { name: "relu", letter: "r", sign: "ReLU", title: "ReLU", neuron: of(activations.relu) },
  { name: "linear", letter: "l", sign: "", title: "linear, a = z", neuron: linearUnit },
];

export function unitOf(letter: string): Unit {
  return units.find((unit) => unit.letter === letter) ?? units[0]!;
}
