/**
 * The operations that the kernels perform, numbered in this order, from 1. Each is a function of its name in
 * packages/nndl/kernels, which takes a record; the build writes the switch that calls it (scripts/kernel-tables.mjs).
 */
import type { layouts } from "./generated/layouts.ts";

interface Operation {
  /** The kernels' class of what it is given. */
  readonly record: keyof typeof layouts;
  /** Whether each thread works on its share of the examples, and reads and writes nothing of others. */
  readonly byExample?: true;
}

const byExample = true;

export const operations = {
  gatherPacked: { record: "GatherOp", byExample },
  gatherBytes: { record: "GatherOp", byExample },
  gatherFloats: { record: "GatherOp", byExample },
  packRows: { record: "PackOp", byExample },
  gridFromPlain: { record: "GridOp", byExample },
  plainFromGrid: { record: "GridOp", byExample },
  denseForward: { record: "DenseOp" },
  denseBackward: { record: "DenseOp" },
  denseGradient: { record: "DenseOp" },
  convForward: { record: "ConvOp", byExample },
  convBackward: { record: "ConvOp", byExample },
  convGradient: { record: "ConvOp" },
  transposeWeights: { record: "ConvOp" },
  makeStrips: { record: "StripOp", byExample },
  addStrips: { record: "StripOp", byExample },
  poolForward: { record: "PoolOp", byExample },
  poolBackward: { record: "PoolOp", byExample },
  poolBiasGradient: { record: "PoolOp" },
  copyGrid: { record: "PoolOp", byExample },
  copyBack: { record: "PoolOp", byExample },
  addGrids: { record: "AddOp", byExample },
  drawMasks: { record: "DropoutOp" },
  applyMasks: { record: "DropoutOp", byExample },
  batchNormForward: { record: "BatchNormOp" },
  batchNormBackward: { record: "BatchNormOp" },
  batchNormSettle: { record: "BatchNormOp" },
  responseForward: { record: "ResponseOp", byExample },
  responseBackward: { record: "ResponseOp", byExample },
  gridSoftmax: { record: "GridSoftmaxOp", byExample },
  gridSoftmaxBackward: { record: "GridSoftmaxOp", byExample },
  softmaxBackward: { record: "SoftmaxOp", byExample },
  applySlope: { record: "SlopeOp", byExample },
  transposeErrors: { record: "TransposeOp", byExample },
  drawHidden: { record: "HiddenOp", byExample },
  drawVisible: { record: "VisibleOp", byExample },
  contrastGradient: { record: "DenseOp" },
  contrastVisible: { record: "ContrastOp" },
  sparsity: { record: "SparsityOp" },
  anneal: { record: "AnnealOp", byExample },
  gatherLengths: { record: "LengthsOp", byExample },
  embeddingForward: { record: "EmbeddingOp", byExample },
  embeddingBackward: { record: "EmbeddingOp", byExample },
  embeddingGradient: { record: "EmbeddingOp" },
  flattenSteps: { record: "StepsOp", byExample },
  unflattenSteps: { record: "StepsOp", byExample },
  recurrentForward: { record: "RecurrentOp", byExample },
  recurrentBackward: { record: "RecurrentOp", byExample },
  recurrentToInput: { record: "ToInputOp", byExample },
  transposePanels: { record: "PanelsOp" },
  sumColumns: { record: "ColumnsOp" },
  output: { record: "OutputOp" },
  sumUp: { record: "SumOp" },
  clipValues: { record: "ClipOp" },
  sumSquares: { record: "ClipOp" },
  clipNorm: { record: "ClipOp" },
  countClipped: { record: "ClipOp" },
  update: { record: "UpdateOp" },
} as const satisfies Record<string, Operation>;

/** Bytes from one operation of a list to the next: its number, then its record's fields. */
export const opBytes = 112;

/** The bits of an operation's number and flags; above them stands how many rows each example has in it. */
export const operationBits = 10;

/** Added to an operation's number. */
export const flags = {
  /** The threads need not meet after it. */
  noBarrier: 256,
  /** Nor here, if there are examples for all threads: it and the next both go by examples, and each goes on with its own. */
  byExample: 512,
} as const;
