/** What a network's outputs say about one image. */
import { plural } from "@nndl/words/numbers";
import { type ActivationName, type Network, NndlError } from "nndl";
import { activations } from "nndl/functions";
import { activationOf } from "nndl/spec";

export interface Answer {
  /** The class with the largest output; the first of equals. */
  readonly prediction: number;
  readonly outputs: readonly number[];
  readonly activation: ActivationName;
  /** What that class is called, and what all of them are, where the network says so. */
  readonly class?: string;
  readonly names?: readonly string[];
  /**
   * Numbers that add up to 1: a softmax's outputs, or each sigmoid output's share of all. Absent where outputs can be
   * negative, and where none is above 0.
   */
  readonly probabilities?: readonly number[];
}

/** @throws NndlError "network.classes" for a single output, which chooses nothing, and for values; "network.outputs" for one that is not finite */
export function answerOf(network: Network, outputs: ArrayLike<number>): Answer {
  const values = Array.from(outputs);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new NndlError("network.outputs", {
      received: `${values[wrong]} for class ${wrong}`,
      expected: "a network's outputs must be finite",
      next: "Its weights are too large to compute with; use an earlier checkpoint.",
    });
  if (values.length < 2)
    throw new NndlError("network.classes", {
      received: "a single output",
      expected: "a network that tells classes apart must have an output for each class",
      next: "Use a network that was trained on classes.",
    });
  if (network.targetKind === "values")
    throw new NndlError("network.classes", {
      received: `a network that learned ${plural(values.length, "value")}`,
      expected: "a network that reads images must have learned classes: none of these outputs stands for one",
      next: "Use a network that was trained on classes.",
    });
  const activation = activationOf(network.layers[network.layers.length - 1].spec);
  const prediction = values.indexOf(Math.max(...values));
  const names = classNames(network);
  const named = names === undefined ? {} : { class: names[prediction], names };
  const answer = { prediction, ...named, outputs: values, activation };
  const sum = values.reduce((total, value) => total + value, 0);
  if (activations[activation].range === "distribution") return { ...answer, probabilities: values };
  if (activation !== "sigmoid" || !(sum > 0)) return answer;
  return { ...answer, probabilities: values.map((value) => value / sum) };
}

/** What the classes of a network are called, where it says so. */
export function classNames({ preparation }: Pick<Network, "preparation">): readonly string[] | undefined {
  return preparation?.targets?.kind === "classes" ? preparation.targets.names : undefined;
}
