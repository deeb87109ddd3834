// What the engine calls: one command at a time, each a program run over the mini-batches of a frame.
import { otherActivated, otherSlope } from "./activations.ts";
import { denseBackward } from "./backward.ts";
import { convForward } from "./conv.ts";
import {
  addTile1,
  addTile2,
  addTile3,
  addTile4,
  addTile5,
  addTile6,
  addTile7,
  addTile8,
  convBackward,
  convGradient,
  turnWeights,
} from "./conv-backward.ts";
import { ConvOp } from "./conv-op.ts";
import { pairs1, pairs2, pairs3, pairs4, pairs5 } from "./conv-pairs.ts";
import { sum1, sum2, sum3, sum4, sum5, sum6, sum7, sum8, sum9, sum10 } from "./conv-sparse.ts";
import { correlate1, correlate2, correlate3, correlate4 } from "./correlate.ts";
import { denseForward, denseGradient } from "./dense.ts";
import { DenseOp } from "./dense-op.ts";
import { applyMasks, DropoutOp, drawMasks } from "./dropout.ts";
import { count, Frame, frame, useFrame, useMiniBatch } from "./frame.ts";
import { GatherOp, gatherBytes, gatherFloats, gatherPacked, PackOp, packRows } from "./gather.ts";
import {
  addStrips,
  applySlope,
  GridOp,
  gridFromPlain,
  makeStrips,
  plainFromGrid,
  SlopeOp,
  StripOp,
  TurnOp,
  turnErrors,
} from "./grid.ts";
import {
  BatchNormOp,
  batchNormBackward,
  batchNormForward,
  batchNormSettle,
  ResponseOp,
  responseBackward,
  responseForward,
} from "./normalize.ts";
import { UpdateOp, update } from "./optimizers.ts";
import { OutputOp, output, SumOp, sumUp } from "./outputs.ts";
import { copyBack, copyGrid, PoolOp, poolBackward, poolBiasGradient, poolForward } from "./pools.ts";
import { GridSoftmaxOp, gridSoftmax, gridSoftmaxBackward, SoftmaxOp, softmaxBackward } from "./softmax.ts";
import { forward1, forward4, forward8, forward9 } from "./sparse.ts";
import { announce, awaitCommand, barrier, beAlone, join, thread, threads } from "./threads.ts";

// Exported to keep the compiler from putting them into one function, too large for V8 to keep sums in registers.
export {
  addStrips,
  addTile1,
  addTile2,
  addTile3,
  addTile4,
  addTile5,
  addTile6,
  addTile7,
  addTile8,
  announce,
  applyMasks,
  applySlope,
  batchNormBackward,
  batchNormForward,
  batchNormSettle,
  convBackward,
  convForward,
  convGradient,
  copyBack,
  copyGrid,
  correlate1,
  correlate2,
  correlate3,
  correlate4,
  denseBackward,
  denseForward,
  denseGradient,
  drawMasks,
  forward1,
  forward4,
  forward8,
  forward9,
  gatherBytes,
  gatherFloats,
  gatherPacked,
  gridFromPlain,
  gridSoftmax,
  gridSoftmaxBackward,
  join,
  makeStrips,
  otherActivated,
  otherSlope,
  output,
  packRows,
  pairs1,
  pairs2,
  pairs3,
  pairs4,
  pairs5,
  plainFromGrid,
  poolBackward,
  poolBiasGradient,
  poolForward,
  responseBackward,
  responseForward,
  softmaxBackward,
  sum1,
  sum2,
  sum3,
  sum4,
  sum5,
  sum6,
  sum7,
  sum8,
  sum9,
  sum10,
  sumUp,
  turnErrors,
  turnWeights,
  update,
};

/** Operation numbers, known to ops.ts of the engine. */
const GATHER_PACKED = 1;
const GATHER_BYTES = 2;
const GATHER_FLOATS = 3;
const DENSE_FORWARD = 4;
const OUTPUT = 5;
const SUM = 6;
const DENSE_BACKWARD = 7;
const DENSE_GRADIENT = 8;
const UPDATE = 9;
const SOFTMAX_BACKWARD = 11;
const CONV_FORWARD = 12;
const CONV_BACKWARD = 13;
const CONV_GRADIENT = 14;
const TURN_WEIGHTS = 15;
const GRID_FROM_PLAIN = 16;
const PLAIN_FROM_GRID = 17;
const MAKE_STRIPS = 18;
const ADD_STRIPS = 19;
const APPLY_SLOPE = 20;
const TURN_ERRORS = 21;
const DRAW_MASKS = 22;
const APPLY_MASKS = 23;
const POOL_FORWARD = 24;
const POOL_BACKWARD = 25;
const POOL_BIAS_GRADIENT = 26;
const COPY_GRID = 27;
const COPY_BACK = 28;
const BATCH_NORM_FORWARD = 29;
const BATCH_NORM_BACKWARD = 30;
const BATCH_NORM_SETTLE = 31;
const RESPONSE_FORWARD = 32;
const RESPONSE_BACKWARD = 33;
const GRID_SOFTMAX = 34;
const GRID_SOFTMAX_BACKWARD = 35;
const PACK_ROWS = 36;

/** Added to an operation's number: the threads need not meet after it. */
const APART = 256;

/** The same, where it and the next both go by examples: each thread goes on with its own, if there are enough for all. */
const BY_EXAMPLE = 512;

const OP_SIZE: usize = 96;

function perform(op: usize): void {
  switch (load<i32>(op) & 255) {
    case GATHER_PACKED:
      gatherPacked(changetype<GatherOp>(op));
      break;
    case GATHER_BYTES:
      gatherBytes(changetype<GatherOp>(op));
      break;
    case GATHER_FLOATS:
      gatherFloats(changetype<GatherOp>(op));
      break;
    case DENSE_FORWARD:
      denseForward(changetype<DenseOp>(op));
      break;
    case OUTPUT:
      output(changetype<OutputOp>(op));
      break;
    case SUM:
      sumUp(changetype<SumOp>(op));
      break;
    case DENSE_BACKWARD:
      denseBackward(changetype<DenseOp>(op));
      break;
    case DENSE_GRADIENT:
      denseGradient(changetype<DenseOp>(op));
      break;
    case UPDATE:
      update(changetype<UpdateOp>(op));
      break;
    case SOFTMAX_BACKWARD:
      softmaxBackward(changetype<SoftmaxOp>(op));
      break;
    case CONV_FORWARD:
      convForward(changetype<ConvOp>(op));
      break;
    case CONV_BACKWARD:
      convBackward(changetype<ConvOp>(op));
      break;
    case CONV_GRADIENT:
      convGradient(changetype<ConvOp>(op));
      break;
    case TURN_WEIGHTS:
      turnWeights(changetype<ConvOp>(op));
      break;
    case GRID_FROM_PLAIN:
      gridFromPlain(changetype<GridOp>(op));
      break;
    case PLAIN_FROM_GRID:
      plainFromGrid(changetype<GridOp>(op));
      break;
    case MAKE_STRIPS:
      makeStrips(changetype<StripOp>(op));
      break;
    case ADD_STRIPS:
      addStrips(changetype<StripOp>(op));
      break;
    case APPLY_SLOPE:
      applySlope(changetype<SlopeOp>(op));
      break;
    case TURN_ERRORS:
      turnErrors(changetype<TurnOp>(op));
      break;
    case DRAW_MASKS:
      drawMasks(changetype<DropoutOp>(op));
      break;
    case APPLY_MASKS:
      applyMasks(changetype<DropoutOp>(op));
      break;
    case POOL_FORWARD:
      poolForward(changetype<PoolOp>(op));
      break;
    case POOL_BACKWARD:
      poolBackward(changetype<PoolOp>(op));
      break;
    case POOL_BIAS_GRADIENT:
      poolBiasGradient(changetype<PoolOp>(op));
      break;
    case COPY_GRID:
      copyGrid(changetype<PoolOp>(op));
      break;
    case COPY_BACK:
      copyBack(changetype<PoolOp>(op));
      break;
    case BATCH_NORM_FORWARD:
      batchNormForward(changetype<BatchNormOp>(op));
      break;
    case BATCH_NORM_BACKWARD:
      batchNormBackward(changetype<BatchNormOp>(op));
      break;
    case BATCH_NORM_SETTLE:
      batchNormSettle(changetype<BatchNormOp>(op));
      break;
    case RESPONSE_FORWARD:
      responseForward(changetype<ResponseOp>(op));
      break;
    case RESPONSE_BACKWARD:
      responseBackward(changetype<ResponseOp>(op));
      break;
    case GRID_SOFTMAX:
      gridSoftmax(changetype<GridSoftmaxOp>(op));
      break;
    case GRID_SOFTMAX_BACKWARD:
      gridSoftmaxBackward(changetype<GridSoftmaxOp>(op));
      break;
    case PACK_ROWS:
      packRows(changetype<PackOp>(op));
      break;
    default:
      unreachable();
  }
}

/** Runs the frame's program on each of its mini-batches; stops before the updates of one that failed. */
export function execute(pointer: usize): void {
  useFrame(pointer);
  // Copies: once the last barrier is passed, the main thread may already be writing the next frame.
  const program = frame.program;
  const end = program + <usize>frame.length * OP_SIZE;
  const total = frame.total;
  const miniBatch = frame.miniBatch;
  let number = 0;
  for (let first = 0; first < total; first += miniBatch) {
    useMiniBatch(first, number++);
    for (let op = program; op < end; op += OP_SIZE) {
      if (thread === 0 && op + OP_SIZE === end) frame.steps = number;
      perform(op);
      const code = load<i32>(op);
      if ((code & APART) !== 0 || ((code & BY_EXAMPLE) !== 0 && count >= threads)) continue;
      barrier();
      // Where nothing follows, the first thread may already be writing the next frame.
      if (code === OUTPUT && op + OP_SIZE !== end && frame.failed !== 0) {
        barrier();
        return;
      }
    }
  }
}

/** As `execute`, by the calling thread alone, while the others sleep. */
export function executeAlone(pointer: usize): void {
  beAlone(true);
  execute(pointer);
  beAlone(false);
}

/** A worker's life: waits for commands and executes them with the others, until one says 0 or a thread has died. */
export function work(framePointer: usize): void {
  let last = 0;
  for (;;) {
    const command = awaitCommand(last);
    if (command < 0) return;
    last = command;
    if (changetype<Frame>(framePointer).length === 0) return;
    execute(framePointer);
  }
}
