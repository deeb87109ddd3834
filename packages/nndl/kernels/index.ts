// What the engine calls: one command at a time, each a list of operations performed on the mini-batches of a frame.
import { count, Frame, frame, useFrame, useMiniBatch, useTimes } from "./frame.ts";
import { BY_EXAMPLE, NO_BARRIER, OP_BYTES, OPERATION_BITS, OPERATION_OUTPUT } from "./generated/codes.ts";
import { perform } from "./generated/perform.ts";
import { awaitCommand, barrier, beAlone, thread, threads } from "./threads.ts";

// Exported to keep the compiler from putting them into one function, too large for V8 to keep sums in registers.
export { otherActivated, otherSlope } from "./activations.ts";
export { squash } from "./cells.ts";
export { addTile1, addTile2, addTile3, addTile4, addTile5, addTile6, addTile7, addTile8 } from "./conv-backward.ts";
export { pairs1, pairs2, pairs3, pairs4, pairs5 } from "./conv-pairs.ts";
export { sum1, sum2, sum3, sum4, sum5, sum6, sum7, sum8, sum9, sum10 } from "./conv-sparse.ts";
export { correlate1, correlate2, correlate3, correlate4 } from "./correlate.ts";
export * from "./generated/operations.ts";
export { twoRows } from "./recurrent.ts";
export { forward1, forward4, forward8, forward9 } from "./sparse.ts";

export { join, postCommand } from "./threads.ts";

/** Performs the frame's operations on each of its mini-batches; stops before the updates of one that failed. */
export function execute(pointer: usize): void {
  useFrame(pointer);
  // Copies: once the last barrier is passed, the main thread may already be writing the next frame.
  const ops = frame.ops;
  const end = ops + <usize>frame.length * OP_BYTES;
  const total = frame.total;
  const miniBatch = frame.miniBatch;
  let number = 0;
  for (let first = 0; first < total; first += miniBatch) {
    useMiniBatch(first, number++);
    for (let op = ops; op < end; op += OP_BYTES) {
      if (thread === 0 && op + OP_BYTES === end) frame.steps = number;
      const word = load<i32>(op);
      useTimes(word >>> OPERATION_BITS);
      const code = word & ((1 << OPERATION_BITS) - 1);
      perform(code & ~(NO_BARRIER | BY_EXAMPLE), op);
      if ((code & NO_BARRIER) !== 0 || ((code & BY_EXAMPLE) !== 0 && count >= threads)) continue;
      barrier();
      // Where nothing follows, the first thread may already be writing the next frame.
      if (code === OPERATION_OUTPUT && op + OP_BYTES !== end && frame.failed !== 0) {
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
