/**
 * The network that comes with the site, as bare numbers. The cover needs no more of it: to read one picture it computes
 * a = σ(w·x + b) twice, as the reading room does, and the library's networks, with all that they can do, need not be loaded.
 */
import { sigmoid } from "@nndl/book/programs/sigmoid";
import { decodeSafetensors } from "nndl/formats";
import { shippedFile } from "../digits/shipped-file.ts";
import { once, siteFile } from "../digits/site-file.ts";

/** A layer of sigmoid neurons: the weights of the first neuron, of the second, and so on, and a bias for each. */
export interface Layer {
  readonly weights: ArrayLike<number>;
  readonly biases: ArrayLike<number>;
}

/** The hidden layer and the output layer. */
export type TwoLayers = readonly [hidden: Layer, output: Layer];

/** @throws NndlError when these are not the bytes of a safetensors file */
export function layersOf(bytes: Uint8Array): TwoLayers {
  const { tensors } = decodeSafetensors(bytes);
  const values = (name: string) => Float32Array.from(tensors.get(name)!.values as Float32Array);
  const layer = (l: number) => ({ weights: values(`layers.${l}.weights`), biases: values(`layers.${l}.biases`) });
  return [layer(0), layer(1)];
}

/**
 * Fetches it, once for a page.
 * @throws NndlError "file.read", …
 */
export const openLayers: () => Promise<TwoLayers> = once(async () =>
  layersOf(await siteFile(shippedFile, "the network that comes with this page")),
);

/** The weights of one neuron. */
export function weightsOf({ weights, biases }: Layer, neuron: number): Float64Array {
  const inputs = weights.length / biases.length;
  return Float64Array.from({ length: inputs }, (_, k) => weights[neuron * inputs + k]!);
}

/** What a layer's neurons say of what comes in. */
export function activations({ weights, biases }: Layer, inputs: ArrayLike<number>): number[] {
  return Array.from(biases, (bias, j) => {
    let z = 0;
    for (let k = 0; k < inputs.length; k++) z += weights[j * inputs.length + k]! * inputs[k]!;
    return sigmoid(z + bias);
  });
}
