// What the engine calls: one command at a time, each a program run over the mini-batches of a frame.
import { DenseOp, denseForward, denseGradient } from "./dense";
import { denseBackward } from "./backward";
import { frame, Frame, useFrame, useMiniBatch } from "./frame";
import { GatherOp, gatherBytes, gatherFloats, gatherPacked } from "./gather";
import { output, OutputOp, SumOp, sumUp } from "./outputs";
import { update, UpdateOp } from "./optimizers";
import { softmaxBackward, softmaxForward, SoftmaxOp } from "./softmax";
import { announce, awaitCommand, barrier, join, thread } from "./threads";

export { join };
export { announce };
// Exported to keep the compiler from putting them into one function, too large for V8 to keep sums in registers.
export { forward1, forward4, forward8, forward9 } from "./sparse";

/** Operation numbers, known to program.ts of the engine. */
const GATHER_PACKED = 1;
const GATHER_BYTES = 2;
const GATHER_FLOATS = 3;
const DENSE_FORWARD = 4;
const OUTPUT = 5;
const SUM = 6;
const DENSE_BACKWARD = 7;
const DENSE_GRADIENT = 8;
const UPDATE = 9;
const SOFTMAX_FORWARD = 10;
const SOFTMAX_BACKWARD = 11;

/** Added to an operation's number: the threads need not meet after it. */
const APART = 256;

const OP_SIZE: usize = 96;

function perform(op: usize): void {
  switch (load<i32>(op) & ~APART) {
    case GATHER_PACKED: gatherPacked(changetype<GatherOp>(op)); break;
    case GATHER_BYTES: gatherBytes(changetype<GatherOp>(op)); break;
    case GATHER_FLOATS: gatherFloats(changetype<GatherOp>(op)); break;
    case DENSE_FORWARD: denseForward(changetype<DenseOp>(op)); break;
    case OUTPUT: output(changetype<OutputOp>(op)); break;
    case SUM: sumUp(changetype<SumOp>(op)); break;
    case DENSE_BACKWARD: denseBackward(changetype<DenseOp>(op)); break;
    case DENSE_GRADIENT: denseGradient(changetype<DenseOp>(op)); break;
    case UPDATE: update(changetype<UpdateOp>(op)); break;
    case SOFTMAX_FORWARD: softmaxForward(changetype<SoftmaxOp>(op)); break;
    case SOFTMAX_BACKWARD: softmaxBackward(changetype<SoftmaxOp>(op)); break;
    default: unreachable();
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
  let steps = 0;
  for (let first = 0; first < total; first += miniBatch) {
    useMiniBatch(first);
    for (let op = program; op < end; op += OP_SIZE) {
      if (thread == 0 && op + OP_SIZE == end) frame.steps = ++steps;
      perform(op);
      if ((load<i32>(op) & APART) != 0) continue;
      barrier();
      if (load<i32>(op) == OUTPUT && frame.failed != 0) {
        barrier();
        return;
      }
    }
  }
}

/** A worker's life: waits for commands and executes them with the others, until one says 0 or a thread has died. */
export function work(framePointer: usize): void {
  let last = 0;
  for (;;) {
    const command = awaitCommand(last);
    if (command < 0) return;
    last = command;
    if (changetype<Frame>(framePointer).length == 0) return;
    execute(framePointer);
  }
}
