// What one command works on. The engine writes it into memory; every thread reads it when a command begins.

/** Written by src/engines/wasm/frame.ts. */
@unmanaged
export class Frame {
  /** The operations: `length` of OP_BYTES each. */
  ops: usize;
  length: i32;
  /** Indices of the examples (uint32), and how many there are in all and in a mini-batch. */
  examples: usize;
  total: i32;
  miniBatch: i32;
  /** −η/m for a whole mini-batch and for the short last one. */
  rate: f32;
  lastRate: f32;
  /** Plain SGD: 1 − ηλ₂/n and ηλ₁/n. Other optimizers: the penalties λ₂/n and λ₁/n (times η for AdamW). */
  keep: f32;
  shrink: f32;
  /** The optimizer's own numbers; c6 is 1/m. */
  c0: f32;
  c1: f32;
  c2: f32;
  c3: f32;
  c4: f32;
  c5: f32;
  c6: f32;
  epsilon: f32;
  /** What the norm of the mean gradient, and each of its numbers, may be at most; 0 where there is no limit. */
  clipNorm: f32;
  clipValue: f32;
  /** Out: set to 1 when an output was not finite; the steps that were completed before. */
  failed: i32;
  steps: i32;
  /** Whether costs are wanted. */
  measure: i32;
  /** The number, in the run, of the first mini-batch. */
  step: i32;
}

/** The frame of the running command, and the mini-batch at hand. */
export let frame: Frame = changetype<Frame>(0);
/** Rows of the operation at hand: examples, or steps of examples. */
export let count: i32 = 0;
/** How many rows an example has in that operation; the examples of the mini-batch. */
export let times: i32 = 1;
let examples: i32 = 0;
export let firstExample: i32 = 0;
export let rate: f32 = 0;
/** The mini-batch's number in the run. */
export let step: i32 = 0;

export function useFrame(pointer: usize): void {
  frame = changetype<Frame>(pointer);
}

export function useMiniBatch(first: i32, number: i32): void {
  firstExample = first;
  step = frame.step + number;
  examples = min(frame.miniBatch, frame.total - first);
  rate = examples === frame.miniBatch ? frame.rate : frame.lastRate;
}

/** An operation has so many rows for each example. */
// @inline
export function useTimes(rows: i32): void {
  times = rows;
  count = examples * rows;
}

/** Other rows than the mini-batch's, for one operation. */
export function useCount(rows: i32): void {
  count = rows;
}

/** The index, in the data set, of the mini-batch's example number i. */
// @inline
export function exampleAt(i: i32): i32 {
  return load<i32>(frame.examples + ((<usize>(firstExample + i)) << 2));
}
