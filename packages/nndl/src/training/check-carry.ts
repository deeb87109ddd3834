/** What a run that carries on from stretch to stretch must have. */
import type { Dataset } from "../data/index.ts";
import { checkCarrying } from "../engines/carried.ts";
import { counted, NndlError } from "../errors.ts";
import { isFullBatch } from "../functions/index.ts";
import type { Network } from "../network/index.ts";
import type { Course } from "./course.ts";

/**
 * Refuses to carry on where nothing follows, or what does not go together with it.
 * @throws NndlError "training.carry"
 */
export function checkCarry(
  network: Network,
  data: Dataset,
  { settings, count }: Course,
  measured: Iterable<Dataset>,
): void {
  if (!settings.carry) return;
  checkCarrying(network);
  const { miniBatchSize, optimizer } = settings;
  const unfit = settings.shuffle
    ? "shuffled examples do not follow one another"
    : isFullBatch(optimizer)
      ? `${optimizer.type} looks at all examples before each step, and there is no next mini-batch in which to go on`
      : settings.adversarial !== undefined
        ? "an attack makes each mini-batch anew"
        : [data, ...measured].some(({ lengths }) => lengths !== undefined)
          ? "sequences of different lengths end, each at its own step"
          : settings.changes?.some(({ settings: { miniBatchSize: other } }) => other !== undefined)
            ? "rows that go on cannot become more or fewer on the way: the size of the mini-batches changes"
            : undefined;
  if (unfit !== undefined)
    throw new NndlError("training.carry", {
      problem: unfit,
      next: "Leave carry out, or what does not go together with it.",
    });
  if (count < 2 * miniBatchSize)
    throw new NndlError("training.carry", {
      received: `${counted(count, "example")} in mini-batches of ${miniBatchSize}`,
      expected:
        "each row must have two stretches or more: a stretch as long as its sequence, or longer, goes on with nothing",
      next: "Use smaller mini-batches, shorter stretches, or more examples.",
    });
  if (count % miniBatchSize !== 0)
    throw new NndlError("training.carry", {
      received: `${counted(count, "example")} in mini-batches of ${miniBatchSize}`,
      expected: "each row must have as many stretches as any other",
      next: `Take ${count - (count % miniBatchSize)} of the examples (data.take), or mini-batches of another size.`,
    });
}
