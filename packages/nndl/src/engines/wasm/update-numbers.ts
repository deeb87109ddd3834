import { adamCorrections, type MiniBatchOptimizerSpec } from "../../functions/index.ts";
import type { TrainingStretch } from "../engine.ts";
import type { UpdateNumbers } from "./frame.ts";

/**
 * The numbers of one update, or of a stretch of updates by plain SGD, as packages/nndl/kernels names them.
 * They are computed in float64 from + − × ÷ alone and rounded to float32 once, when they are written.
 */
export function updateNumbers(
  stretch: TrainingStretch,
  batches: { readonly whole: number; readonly last: number; readonly updateNumber: number },
): UpdateNumbers {
  const { optimizer, learningRate, regularization, trainingCount } = stretch;
  const l2 = regularization.l2 / trainingCount;
  const l1 = regularization.l1 / trainingCount;
  const clip = { clipNorm: optimizer.clipNorm ?? 0, clipValue: optimizer.clipValue ?? 0 };
  if (optimizer.type === "sgd")
    return {
      ...clip,
      rate: -learningRate / batches.whole,
      lastRate: -learningRate / batches.last,
      keep: 1 - learningRate * l2,
      shrink: learningRate * l1,
    };
  const direct = optimizer.type === "adamw" ? learningRate : 1;
  return {
    ...clip,
    keep: direct * l2,
    shrink: direct * l1,
    c6: 1 / batches.whole,
    ...optimizerNumbers(optimizer, learningRate, batches.updateNumber),
  };
}

function optimizerNumbers(
  optimizer: Exclude<MiniBatchOptimizerSpec, { type: "sgd" }>,
  learningRate: number,
  updateNumber: number,
): UpdateNumbers {
  switch (optimizer.type) {
    case "momentum":
    case "nesterov":
      return { c0: optimizer.momentum, c1: learningRate };
    case "rmsprop":
      return { c0: optimizer.decay, c1: 1 - optimizer.decay, c2: learningRate, c3: optimizer.epsilon };
    case "adam":
    case "adamw": {
      const correct = adamCorrections(optimizer, updateNumber);
      return {
        c0: optimizer.beta1,
        c1: 1 - optimizer.beta1,
        c2: optimizer.beta2,
        c3: 1 - optimizer.beta2,
        c4: learningRate * correct.mean,
        c5: correct.meanSquare,
        epsilon: optimizer.epsilon,
      };
    }
  }
}
