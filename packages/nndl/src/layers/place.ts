import { NndlError } from "../errors.ts";
import { isSequence, type LayerKind, type LayerSpecBase, type ParameterSpec, type Shape } from "./layer.ts";

/** What becomes of a layer on an input of some shape. */
export interface Placement {
  /** The shape that the layer's own definition sees: that of one step where it takes each step of a sequence by itself. */
  readonly seen: Shape;
  /** How many times an example is that: the number of steps then, otherwise 1. */
  readonly times: number;
  readonly output: Shape;
  readonly parameters: readonly ParameterSpec[];
}

/**
 * Puts a layer behind others; `before` are the shapes that go into the layers up to this one, its own being the last.
 * @throws NndlError "layer.input" and what the kind throws, for an input that does not fit
 */
export function placeLayer<Spec extends LayerSpecBase>(
  kind: Pick<LayerKind<Spec>, "type" | "sequences" | "indices" | "outputShape" | "parameters">,
  spec: Spec,
  where: string,
  before: readonly Shape[],
): Placement {
  const input = before[before.length - 1];
  if (kind.indices !== undefined && before.length > 1)
    throw new NndlError("layer.input", {
      received: "what another layer gives",
      expected: `${where} takes indices, which only data have`,
      next: "Make it the first layer.",
    });
  if (!isSequence(input) || kind.sequences === "whole")
    return {
      ...{ seen: input, times: 1 },
      output: kind.outputShape(spec, input, where, before),
      parameters: kind.parameters(spec, input),
    };
  const [times, features] = input;
  if (kind.sequences === undefined)
    throw new NndlError("layer.input", {
      received: `a sequence of the shape [${input.join(", ")}]`,
      expected: `${where} takes no sequences`,
      next: "Put a layer before it that gives one output for a whole sequence, or flatten the sequence.",
    });
  const seen = [features];
  const output = kind.outputShape(spec, seen, where, before.map(stepOf));
  return { seen, times, output: [times, ...output], parameters: kind.parameters(spec, seen) };
}

/** The shape of one step. */
function stepOf(shape: Shape): Shape {
  return isSequence(shape) ? shape.slice(1) : shape;
}
