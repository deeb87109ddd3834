// What a convolution's kernels are given.
/** Where everything of a convolution lies; written once by src/engines/wasm/stages/conv-stage.ts */
@unmanaged
export class ConvShape {
  /** The byte offsets (uint32) of the segments from a position's first input; the floats of each. */
  segments: usize;
  segmentCount: i32;
  length: i32;
  /** Floats from a segment of a filter to its next, in `weights`: a multiple of four. */
  padded: i32;
  groups: i32;
  groupFilters: i32;
  /** Bytes from one group's channels to the next's, in the input. */
  groupInput: i32;
  /** Positions that are computed, and the bytes between them in the input. */
  height: i32;
  width: i32;
  rowStep: i32;
  columnStep: i32;
  /** Pooling windows: their number, extent, and steps. */
  windowRows: i32;
  windowColumns: i32;
  windowHeight: i32;
  windowWidth: i32;
  windowRowStep: i32;
  windowColumnStep: i32;
  /** Bytes between examples, rows and columns of the output, of its errors and of the winners. */
  outputStride: i32;
  outputRow: i32;
  outputColumn: i32;
  /** Bytes between examples of the input, and of its errors. */
  inputStride: i32;
  errorStride: i32;
  /** Bytes of a row of `height` × all channels of the input's errors: what is cleared before they are added up. */
  errorBytes: i32;
  /** How inputs are listed that are not 0 (conv-sparse.ts): lines of cells, in the grid or in strips. */
  lines: i32;
  lineBytes: i32;
  cells: i32;
  cellFloats: i32;
  kernelLines: i32;
  kernelCells: i32;
  strideRow: i32;
  strideColumn: i32;
  /** Where in a thread's room the list and the cells' starts are; 0: inputs are never listed. */
  listAt: i32;
  startsAt: i32;
  /** Zeros in front of each panel's weights, and behind them, in taps: for positions that go in pairs (conv-pairs.ts). */
  zeroTaps: i32;
}

@unmanaged
export class ConvOp {
  code: i32;
  shape: ConvShape;
  input: usize;
  /** Weights by filter: [filter][segment][padded]; and by panel: [16 filters side by side][tap]. */
  weights: usize;
  panels: usize;
  biases: usize;
  output: usize;
  /** For each output, the byte offset of the winning position's inputs from the example's first; 0: not wanted. */
  winners: usize;
  activation: i32;
  /** Each thread's own room, and its size. */
  room: usize;
  roomBytes: i32;
  /** ∂C/∂z of this layer, and where ∂C/∂input goes. */
  delta: usize;
  below: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** Examples whose inputs fit into the nearest cache. */
  chunk: i32;
  /** One of two turns in which a pair of threads may compute the gradient, or 0: see `convGradient`. */
  turn: i32;
}

/** Where the panel lies that begins with a filter of a group. */
export function panelAt(op: ConvOp, group: i32, first: i32): usize {
  const shape = op.shape;
  const taps = shape.segmentCount * shape.length;
  const quads = min(4, (shape.groupFilters - first + 3) >> 2);
  const groupBytes = (((shape.groupFilters + 3) >> 2) << 4) * taps;
  return (
    op.panels +
    <usize>(group * groupBytes + ((first * (taps + 2 * shape.zeroTaps)) << 2) + ((shape.zeroTaps * quads) << 4))
  );
}
