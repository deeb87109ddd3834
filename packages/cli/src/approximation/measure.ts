import { type Network, wasmEngine } from "nndl";
import { type Deviation, inverseSigmoid, measureApproximation } from "nndl/universality";
import { type Construction, weightedInputOf } from "./construct.ts";

/** How far a construction is from its formula. */
export interface Measured {
  /** Of the output from f. */
  readonly output: Deviation;
  /** Of the output neuron's weighted input from σ⁻¹∘f, as the book's challenge measures; only with a sigmoid output. */
  readonly inside?: Deviation;
}

/** On a grid of about 10,000 points, 0 and 1 included. */
export async function measure({ network, f, output }: Construction): Promise<Measured> {
  const deviation = await measureApproximation(network, f);
  if (output === "linear") return { output: deviation };
  const inside = await measureApproximation(weightedInputOf(network), (...x) => inverseSigmoid(f(...x)));
  return { output: deviation, inside };
}

/** What a network of one output says, for inputs one after another. */
export async function outputsAt(network: Network, inputs: Float32Array): Promise<Float32Array> {
  const session = await wasmEngine.open(network, { threads: 1 });
  try {
    return session.predict(inputs);
  } finally {
    session.close();
  }
}
