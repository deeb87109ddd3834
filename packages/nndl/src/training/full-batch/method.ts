/** What a method of full batches is given, what it may ask, and what it answers. */
import type { FullBatchOptimizerName, FullBatchOptimizerSpec } from "../../functions/index.ts";

/** The whole cost at some weights, and its gradient: those of all examples and of the penalty. */
export interface Point {
  readonly weights: Float32Array;
  readonly cost: number;
  readonly gradient: Float64Array;
}

/** What a method keeps from step to step: arrays as long as the weights, and numbers, by the names that it says. */
export interface Memory {
  readonly arrays: ReadonlyMap<string, Float32Array>;
  readonly numbers: Readonly<Record<string, number>>;
}

/** Where a method stands, and what it may ask. */
export interface Here {
  readonly point: Point;
  /** An array that was never written is absent: it stands for zeros. */
  readonly memory: Memory;
  /** η: what the method's own first trial is multiplied by. */
  readonly learningRate: number;
  /** Cost and gradient elsewhere: a pass through all examples. */
  evaluate(weights: Float32Array): Promise<Point>;
  /** All second derivatives of the whole cost here, row by row. */
  hessian(): Promise<Float64Array>;
  /** To be asked for now and then in a long computation: others have their turn, and a run that is aborted ends here. */
  rest(): Promise<void>;
}

/** A step that was made. */
export interface Step {
  readonly point: Point;
  /** What the direction was multiplied by. */
  readonly length: number;
  readonly memory: Memory;
}

/** Makes a step; undefined where none makes the cost smaller. */
export type Method<Spec = FullBatchOptimizerSpec> = (spec: Spec, here: Here) => Promise<Step | undefined>;

/** A method for each name. */
export type Methods = {
  readonly [Name in FullBatchOptimizerName]: Method<Extract<FullBatchOptimizerSpec, { readonly type: Name }>>;
};
