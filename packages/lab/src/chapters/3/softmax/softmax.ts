/** What a figure shows of a softmax layer: the reading room's program, and what sigmoid neurons would say to the same weighted inputs. */
import { sigmoid } from "@nndl/book/programs/sigmoid";
import {
  inverseSoftmax,
  logLikelihoodCost,
  outputError,
  softmax,
  softmaxDerivative,
} from "@nndl/book/programs/softmax";

/** The four numbers with which the book's page begins. */
export const first: readonly number[] = [2.5, -1, 3.2, 0.5];

export interface SoftmaxLayer {
  readonly outputs: readonly number[];
  /** What sigmoid neurons would say. */
  readonly sigmoids: readonly number[];
  /** ∂a_j/∂z_k, row j. With a scale c it is c times that of the scaled inputs. */
  readonly derivatives: readonly (readonly number[])[];
  /** ln a_j + C with the C that is given; with a scale this is c·z again. */
  readonly back: readonly number[];
  /** −ln a_y, and the output error a − y, for the label y. */
  readonly cost: number;
  readonly errors: readonly number[];
}

export function layerOf(
  z: readonly number[],
  { scale, constant, label }: { readonly scale: number; readonly constant: number; readonly label: number },
): SoftmaxLayer {
  const scaled = z.map((value) => scale * value);
  const outputs = softmax([...z], scale);
  return {
    outputs,
    sigmoids: z.map(sigmoid),
    derivatives: softmaxDerivative(scaled).map((row) => row.map((value) => scale * value)),
    // An output that is rounded to 0 has no logarithm.
    back: outputs.map((a) => (a > 0 ? inverseSoftmax([a], constant)[0]! : Number.NEGATIVE_INFINITY)),
    cost: logLikelihoodCost(scaled, label),
    errors: outputError(scaled, label),
  };
}
