/** A support vector machine as the book's, trained and counted in a step of a run, so that a kill costs one fit at most. */
import { Dataset } from "nndl";
import { trainSvm } from "../svm/index.ts";
import type { Bench } from "./bench.ts";

export interface SvmPlan {
  readonly gamma: number;
  readonly c: number;
  /** What it learns from. */
  readonly images: Dataset;
  /** What is counted, by name. */
  readonly counted: Readonly<Record<string, Dataset>>;
}

/** Plain JSON: what is kept of it. */
export interface SvmCounts {
  readonly supportVectors: number;
  /** Images read correctly, by the names of what was counted, and of how many. */
  readonly correct: Readonly<Record<string, number>>;
  readonly of: Readonly<Record<string, number>>;
}

/** What scikit-learn 0.19's defaults are for 784 pixels: γ = 1/784, C = 1. */
export const defaults = { gamma: 1 / 784, c: 1 };

export function countSvm(
  { step, signal }: Pick<Bench, "step" | "signal">,
  name: string,
  plan: SvmPlan,
): Promise<SvmCounts> {
  return step(name, async () => {
    const { gamma, c, counted } = plan;
    const machine = await trainSvm(asInBook(plan.images), { gamma, c, signal });
    const correct: Record<string, number> = {};
    const of: Record<string, number> = {};
    for (const [set, images] of Object.entries(counted)) {
      const judged = await machine.judge(asInBook(images), { signal });
      correct[set] = judged.correct;
      of[set] = judged.count;
    }
    return { supportVectors: machine.supportIndices.length, correct, of };
  });
}

/** The book's file has the bytes divided by 256, not by 255. */
function asInBook({ name, shape, features, targets }: Dataset): Dataset<"classes"> {
  if (targets.kind !== "classes") throw new TypeError(`${name} has no classes`);
  return new Dataset({ name, shape, features, scale: 1 / 256, targets });
}
