/** The parameters of a network, and what must hold of them. */
import { NndlError, show } from "../errors.ts";
import { type Shape, sizeOf } from "../layers/index.ts";

/** One array of parameters: its shape, and its values in row-major order. */
export interface Tensor {
  /** Its extents, [units, inputs] for example. */
  readonly shape: Shape;
  /** The numbers, the last dimension fastest. */
  readonly values: Float32Array;
}

/** A tensor as one gives it: any numbers, which become float32. */
export interface GivenTensor {
  /** Its extents, which must be those of the network's parameter. */
  readonly shape: Shape;
  /** The numbers, the last dimension fastest. */
  readonly values: ArrayLike<number>;
}

/** A tensor of the given shape, copied; anything else is refused. */
export function copyTensor(
  key: string,
  shape: Shape,
  given: GivenTensor | undefined,
  least = Number.NEGATIVE_INFINITY,
): Tensor {
  const whole = given !== undefined && Array.isArray(given?.shape) && typeof given.values === "object";
  const sameShape =
    whole && given.shape.length === shape.length && shape.every((extent, i) => given.shape[i] === extent);
  if (!sameShape || given.values?.length !== sizeOf(shape))
    refuseParameters(
      `${key} must have the shape [${shape.join(", ")}], and ${sizeOf(shape)} values`,
      whole ? `shape ${show(given.shape)} and ${given.values?.length} values` : show(given),
      "Give the parameters of the network that the spec describes.",
    );
  // A string or a big integer is no number here, whatever it could be converted to.
  const values =
    given.values instanceof Float32Array
      ? given.values.slice()
      : Float32Array.from(given.values, (value) => (typeof value === "number" ? value : Number.NaN));
  checkFinite(key, values, given.values);
  const small = values.findIndex((value) => value < least);
  if (small >= 0)
    refuseParameters(
      `${key} must be at least ${least}`,
      `${values[small]} at position ${small}`,
      "Give the parameters of a network that was trained.",
    );
  return { shape, values };
}

/** Refuses weights that are not finite as float32; `given` are the numbers that they came from. */
export function checkFinite(key: string, values: Float32Array, given: ArrayLike<number> = values): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    refuseParameters(
      `${key} must be finite numbers that a float32 can hold`,
      `${show(given[wrong])} at position ${wrong}`,
      "These weights come from a run that diverged or from a damaged file; use an earlier one.",
    );
}

export function refuseParameters(expected: string, received: string, next: string): never {
  throw new NndlError("network.parameters", { received, expected, next });
}
