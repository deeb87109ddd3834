/** What a network has learned from, as far as its own file says: enough to ask it where the data are not. */
import { Dataset, type Network, type Shape } from "nndl";

/** The shape of an example and how many numbers it aims at. */
export interface LearnedFrom {
  readonly input: Shape;
  readonly outputs: number;
  /** Whether the outputs stand for classes; otherwise they are values. */
  readonly classes: boolean;
}

export function learnedFrom({ preparation, targetKind, spec, inputSize, outputSize }: Network): LearnedFrom {
  const made = preparation?.inputs;
  const input =
    made === undefined || made.kind === "text"
      ? spec.input
      : made.kind === "table"
        ? [inputSize]
        : [made.channels, made.height, made.width];
  return { input, outputs: outputSize, classes: targetKind !== "values" };
}

/** What stands for data that are not here: a blank example for each class, or a single one. */
export function blankLike(network: Network, name: string): Dataset {
  const { input, outputs, classes } = learnedFrom(network);
  const { preparation } = network;
  const count = classes ? outputs : 1;
  const numbers = count * network.inputSize;
  const bytes = preparation?.inputs.kind === "images" ? { scale: preparation.inputs.scale } : undefined;
  return new Dataset({
    name,
    shape: input,
    features: bytes === undefined ? new Float32Array(numbers) : new Uint8Array(numbers),
    ...bytes,
    targets: classes
      ? { kind: "classes", labels: Int32Array.from({ length: count }, (_, label) => label), classes: outputs }
      : { kind: "values", values: new Float32Array(outputs), size: outputs },
    preparation,
  });
}
