/** One parameter in memory, in the layout that the kernels like. */
export interface PackedParameter {
  readonly key: string;
  readonly address: number;
  /** Numbers, padding included. */
  readonly length: number;
  readonly regularized: boolean;
  /** False for what no gradient changes. */
  readonly trained: boolean;
  pack(values: Float32Array, into: Float32Array): void;
  unpack(from: Float32Array, values: Float32Array): void;
}
