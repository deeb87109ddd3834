/** What does not go together with looking at all examples before each step: refused by name before anything is computed. */
import { countOf, unknownsOf } from "../engines/unknowns.ts";
import { counted, NndlError } from "../errors.ts";
import { isFullBatch, miniBatchOptimizerNames, type OptimizerName } from "../functions/index.ts";
import type { Network } from "../network/index.ts";
import type { Course } from "./course.ts";
import type { TrainingSettings } from "./settings.ts";

/** The numbers of a network whose Hessian is computed and solved for in a step. */
const mostUnknowns = 4096;

/**
 * Refuses what would make the cost another function each time it is asked for, or one without slopes, and mini-batches that are
 * not all examples.
 *
 * @throws NndlError "training.miniBatchSize", "training.regularization", "training.learningRate", "training.optimizer"
 */
export function checkFullBatch(network: Network, course: Course): void {
  const { settings, count } = course;
  if (!isFullBatch(settings.optimizer)) return;
  const { type } = settings.optimizer;
  if (course.smallestMiniBatch < count)
    throw new NndlError("training.miniBatchSize", {
      received: `mini-batches of ${course.smallestMiniBatch}`,
      expected: `${type} looks at all examples before each step: miniBatchSize must be ${count}, as many as there are`,
      next: `Leave miniBatchSize out, or use an optimizer for mini-batches: ${miniBatchOptimizerNames.join(", ")}.`,
    });
  const all = [settings, ...(settings.changes ?? []).map((change) => change.settings)];
  for (const each of all) checkFunction(type, each);
  if (settings.expansion !== undefined)
    throw new NndlError("training.optimizer", {
      problem: `${type} needs a cost that is the same in every step, and images that are distorted anew in each epoch give another one each time`,
      next: "Leave the expansion out, or use an optimizer for mini-batches; expandByShifts makes more images once and for all.",
    });
  checkLayers(type, network, settings.freeze ?? []);
  if (type === "newton") checkNewton(network, settings, all);
}

/** Settings that hold from some moment on. */
type Some = Partial<Pick<TrainingSettings, "regularization" | "learningRate">>;

function checkFunction(type: OptimizerName, { regularization }: Some): void {
  if (regularization === undefined || regularization.l1 === 0) return;
  throw new NndlError("training.regularization", {
    received: `l1 (λ) ${regularization.l1}`,
    expected: `${type} needs a cost with a slope everywhere, and |w| has none at 0: l1 must be 0`,
    next: "Use l2, or an optimizer for mini-batches.",
  });
}

function checkLayers(type: OptimizerName, { layers }: Network, freeze: readonly number[]): void {
  for (const { index, spec } of layers) {
    const why =
      spec.type === "dropout" && spec.rate > 0
        ? "which drops others each time"
        : spec.type === "batchNorm" && !freeze.includes(index)
          ? "which compares the examples of a mini-batch, while all of them are gone through in pieces"
          : undefined;
    if (why !== undefined)
      throw new NndlError("training.optimizer", {
        received: `layer ${index + 1}, ${spec.type}, ${why}`,
        expected: `${type} needs a cost that depends on nothing but the weights`,
        next: `${spec.type === "batchNorm" ? "Freeze that layer or leave it out" : "Leave that layer out"}, or use an optimizer for mini-batches: ${miniBatchOptimizerNames.join(", ")}.`,
      });
  }
}

function checkNewton(network: Network, { freeze }: TrainingSettings, all: readonly Some[]): void {
  const size = countOf(unknownsOf(network, new Set(freeze)));
  if (size > mostUnknowns)
    throw new NndlError("training.optimizer", {
      received: `${counted(size, "number")} to learn, whose Hessian has ${counted(size * size, "entry", "entries")}`,
      expected: `newton makes all of the Hessian: a network may have ${mostUnknowns} numbers to learn`,
      next: "Use l-bfgs or conjugate-gradients, or a smaller network.",
    });
  for (const { learningRate = 1 } of all)
    if (learningRate > 1)
      throw new NndlError("training.learningRate", {
        received: String(learningRate),
        expected: "newton goes the way to the minimum of a quadratic once: learningRate must be at most 1",
        next: "Leave learningRate out, or give a part of the way, as 0.5.",
      });
}
