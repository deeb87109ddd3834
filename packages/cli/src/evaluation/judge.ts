import { type Dataset, type Network, NndlError, wasmEngine } from "nndl";
import {
  type CalibrationReport,
  type Certainties,
  type ClassReport,
  type ConfusedPair,
  calibrationReport,
  certainties,
  classReport,
  confusedPairs,
  type ValueReport,
  valueReport,
} from "nndl/analysis";

/** How a network reads one example. */
export interface Mistake {
  readonly index: number;
  readonly label: number;
  readonly read: number;
  /** The output for what it read, and for what would have been right. */
  readonly output: number;
  readonly rightOutput: number;
}

/** How a network does on a data set. */
export interface Judgement {
  readonly count: number;
  /** The mean cost, without regularization. */
  readonly cost: number;
  /** All that is asked of answers: by class, or of values. */
  readonly report: ClassReport | ValueReport;
  /** Everything that was read wrongly, the surest mistakes first; for data with classes. */
  readonly mistakes?: readonly Mistake[];
  /** The classes that are most often taken for one another; for data with classes. */
  readonly confused?: readonly ConfusedPair[];
  /** What it is most and least certain of; for data with classes. */
  readonly certain?: Certainties;
  /** Whether it is right as often as it is certain; where outputs can be probabilities. */
  readonly calibration?: CalibrationReport;
}

/** Examples whose outputs are asked for at once. */
const atOnce = 500;

/**
 * Lets a network read every example of a data set.
 *
 * @param unsure how many of the least and the most certain are wanted, if more than usual
 * @param top the k for which it is counted how often the right class is among the k largest outputs
 * @throws NndlError "data.…" for data that do not fit it, "network.classes" for classes of one that learned values
 */
export async function judge(
  network: Network,
  data: Dataset,
  { top = [], unsure = 0 }: { readonly top?: readonly number[]; readonly unsure?: number | undefined } = {},
): Promise<Judgement> {
  if (data.targets.kind === "classes" && network.targetKind === "values")
    throw new NndlError("network.classes", {
      received: `${data.name}, which has ${data.targets.classes} classes`,
      expected: "a network that learned values must be judged on values: none of its outputs stands for a class",
      next: "Use data whose targets are values, or a network that learned classes.",
    });
  const session = await wasmEngine.open(network, { threads: "auto" });
  try {
    const { count, cost } = session.evaluate(session.load(data));
    const size = network.outputSize;
    const outputs = new Float32Array(count * size);
    for (let from = 0; from < count; from += atOnce) {
      const part = data.slice(from, Math.min(from + atOnce, count));
      outputs.set(session.predict(inputsOf(part)), from * size);
    }
    if (data.targets.kind === "values") return { count, cost, report: valueReport(data, outputs) };
    const report = classReport(data, outputs, { top });
    return {
      ...{ count, cost, report, mistakes: mistakesIn(data, outputs, size), confused: confusedPairs(report) },
      certain: certainties(data, outputs, { count: Math.max(10, unsure) }),
      ...(outputs.every((value) => value >= 0 && value <= 1) ? { calibration: calibrationReport(data, outputs) } : {}),
    };
  } finally {
    session.close();
  }
}

/** Everything that is read wrongly, the surest mistakes first. @param size how many outputs an example has */
export function mistakesIn(data: Dataset, outputs: Float32Array, size: number): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  for (let index = 0; index < data.count; index++) {
    const answer = outputs.subarray(index * size, (index + 1) * size);
    const [label, read] = [data.label(index), indexOfLargest(answer)];
    if (read !== label) mistakes.push({ index, label, read, output: answer[read], rightOutput: answer[label] });
  }
  return mistakes.sort((a, b) => b.output - b.rightOutput - (a.output - a.rightOutput) || a.index - b.index);
}

/** The inputs of all examples, one after another, as the network gets them. */
export function inputsOf({ features, scale }: Dataset): Float32Array {
  const inputs = Float32Array.from(features);
  if (scale !== 1) for (let i = 0; i < inputs.length; i++) inputs[i] *= scale;
  return inputs;
}

/** The first of equals, as the engines have it. */
function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** The pictures of a data set's examples, or an error where they are none. */
export function pictureShape({ shape, name }: Dataset): { readonly width: number; readonly height: number } {
  const [channels, height, width] = shape;
  if (shape.length !== 3 || channels !== 1)
    throw new NndlError("data.pictures", {
      received: `examples of shape [${shape.join(", ")}]`,
      expected: `${name} must hold images of one channel if they are to be drawn`,
      next: "Leave out the options that draw them.",
    });
  return { width, height };
}
