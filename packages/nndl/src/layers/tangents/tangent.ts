/**
 * What second derivatives need of a layer: how everything that it computes changes where parameters move along a direction,
 * to first order. Pearlmutter's operator R{·}: R{z} = ∂z(θ + rv)/∂r at r = 0. Applied to backpropagation itself it gives H·v.
 * Apart from the layers' own files, since a page that only uses or trains a network carries none of it.
 *
 * @see Pearlmutter, "Fast exact multiplication by the Hessian", 1994
 */
import type { LayerSpecBase, Pass, Shape, Values } from "../layer.ts";

/** A layer on its way forward along a direction. */
export interface ForwardAlong {
  readonly parameters: Values;
  /** R{parameters}: the layer's part of the direction. */
  readonly direction: Values;
  /** What `forward` was given, and how that changes. */
  readonly input: Float64Array;
  readonly inputTangent: Float64Array;
  /** How that changes which goes into the earlier layer that it reaches; empty for one that reaches none. */
  readonly earlierTangent: Float64Array;
  /** R{z}: to be written. */
  readonly zTangent: Float64Array;
  readonly pass: Pass;
}

/** A layer on its way back along a direction. */
export interface BackwardAlong extends Omit<ForwardAlong, "zTangent"> {
  /** δ = ∂C/∂z of each example, and how that changes. */
  readonly delta: Float64Array;
  readonly deltaTangent: Float64Array;
  /** R{∂C/∂parameters}, summed over the mini-batch: to be added to. */
  readonly gradientTangents: Values;
  /** R{∂C/∂input}: to be written. */
  readonly inputErrorTangent: Float64Array;
  /** R{∂C/∂earlier}, as far as it comes by this layer: to be written. */
  readonly earlierErrorTangent: Float64Array;
}

/** How a kind of layer computes along a direction; a corner (the largest of a window) is left on neither side. */
export interface LayerTangent<Spec extends LayerSpecBase = LayerSpecBase> {
  /** Writes how `forward` changes. */
  forward(spec: Spec, shape: Shape, along: ForwardAlong): void;
  /** Adds how the gradients change, and writes how ∂C/∂input does. */
  backward(spec: Spec, shape: Shape, along: BackwardAlong): void;
}

/** Whether nothing changes: then nothing has to be multiplied with it. */
export function isStill(values: Float64Array): boolean {
  return values.every((value) => value === 0);
}
