import { NndlError, show } from "../errors.ts";

/** How large a change is, in the norms that papers use. */
export interface ChangeSize {
  /** The largest number, L∞ = max |rᵢ|. */
  readonly linf: number;
  /** The length, L2 = √Σ rᵢ². */
  readonly l2: number;
  /** The sum, L1 = Σ |rᵢ|. */
  readonly l1: number;
  /** How many numbers changed at all, "L0". */
  readonly l0: number;
  /** The distortion √(Σ rᵢ² / n), the L2 norm by the number of inputs: what Szegedy et al. give. */
  readonly distortion: number;
}

/**
 * The size of each change r = x′ − x.
 *
 * @param before inputs of `size` numbers, one after another
 * @param after the changed inputs, as many
 * @throws NndlError "attack.inputs" for arrays of other lengths
 * @example changeSizes(Float32Array.of(0, 0, 1, 0), Float32Array.of(0.5, 0, 0.5, 0), 4)[0].distortion; // 0.3535533905932738
 * @see Szegedy et al., "Intriguing properties of neural networks", arXiv 1312.6199
 */
export function changeSizes(before: Float32Array, after: Float32Array, size: number): ChangeSize[] {
  if (before.length !== after.length || !(size >= 1) || before.length % size !== 0)
    throw new NndlError("attack.inputs", {
      received: `${before.length} and ${after.length} numbers, ${show(size)} for each example`,
      expected: "inputs before and after must be as many, of whole examples",
      next: "Give both as the network gets them, one example after another.",
    });
  return Array.from({ length: before.length / size }, (_, i) => {
    let [linf, squares, l1, l0] = [0, 0, 0, 0];
    for (let k = i * size; k < (i + 1) * size; k++) {
      const change = Math.abs(after[k]! - before[k]!);
      linf = Math.max(linf, change);
      squares += change * change;
      l1 += change;
      if (change !== 0) l0++;
    }
    return { linf, l2: Math.sqrt(squares), l1, l0, distortion: Math.sqrt(squares / size) };
  });
}
