/** What one gives a network to answer to. */
import { NndlError, show } from "../errors.ts";

/** The numbers of one input, or a list of inputs. */
export type GivenInputs = ArrayLike<number> | readonly ArrayLike<number>[];

/** Whether it is a list of inputs, be it one that is empty. */
export function isList(given: GivenInputs): given is readonly ArrayLike<number>[] {
  return Array.isArray(given) && typeof given[0] !== "number";
}

/**
 * All inputs one after another, as float32.
 *
 * @param size the numbers that one input has
 * @throws NndlError "data.shape" for what has not as many, or is no array; "data.inputs" for what is no finite float32
 */
export function flatInputs(given: GivenInputs, size: number): Float32Array {
  const inputs: readonly unknown[] = isList(given) ? given : [given];
  if (inputs.length === 0)
    throw new NndlError("data.shape", {
      received: "an empty list",
      expected: "there must be one input or more",
      next: "Give the inputs that you want answers to.",
    });
  const flat = new Float32Array(inputs.length * size);
  for (let i = 0; i < inputs.length; i++) copyInput(inputs[i], flat.subarray(i * size, (i + 1) * size), `input ${i}`);
  return flat;
}

function copyInput(input: unknown, into: Float32Array, name: string): void {
  if (!isArray(input) || input.length !== into.length)
    throw new NndlError("data.shape", {
      received: isArray(input) ? `${input.length} numbers` : show(input),
      expected: `${name} must be an array of ${into.length} numbers`,
      next: "Give the numbers of one input, or several inputs as a list of such arrays.",
    });
  for (let k = 0; k < into.length; k++) {
    const value: unknown = input[k];
    into[k] = typeof value === "number" ? value : Number.NaN;
    if (!Number.isFinite(into[k]))
      throw new NndlError("data.inputs", {
        received: `${show(value)} at place ${k}`,
        expected: `${name} must have finite numbers that a float32 can hold`,
        next: "Correct or remove that input.",
      });
  }
}

/** An array, or one of the typed ones; no string, which has a length and places, too. */
function isArray(input: unknown): input is ArrayLike<unknown> {
  return Array.isArray(input) || (ArrayBuffer.isView(input) && !(input instanceof DataView));
}
