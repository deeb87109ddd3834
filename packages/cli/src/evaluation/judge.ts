import { type Dataset, type Network, NndlError, wasmEngine } from "nndl";

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
  /** What follows is there for data with classes. */
  readonly correct?: number;
  /** confusion[label][read]: how many examples of a class were read as another. */
  readonly confusion?: readonly (readonly number[])[];
  /** Everything that was read wrongly, the surest mistakes first. */
  readonly mistakes?: readonly Mistake[];
}

/** Examples whose outputs are asked for at once. */
const atOnce = 500;

/** Lets a network read every example of a data set. Refuses data that does not fit it, with an NndlError "data.…". */
export async function judge(network: Network, data: Dataset, threads: number | "auto" = "auto"): Promise<Judgement> {
  const session = await wasmEngine.open(network, { threads });
  try {
    const { count, cost, correct } = session.evaluate(session.load(data));
    if (correct === undefined) return { count, cost };
    const outputs = network.outputSize;
    const confusion = Array.from({ length: data.targetSize }, () => Array<number>(outputs).fill(0));
    const mistakes: Mistake[] = [];
    for (let from = 0; from < count; from += atOnce) {
      const part = data.slice(from, Math.min(from + atOnce, count));
      const answers = session.predict(inputsOf(part));
      for (let i = 0; i < part.count; i++) {
        const answer = answers.subarray(i * outputs, (i + 1) * outputs);
        const label = part.label(i);
        const read = indexOfLargest(answer);
        confusion[label][read]++;
        if (read !== label)
          mistakes.push({ index: from + i, label, read, output: answer[read], rightOutput: answer[label] });
      }
    }
    mistakes.sort((a, b) => b.output - b.rightOutput - (a.output - a.rightOutput) || a.index - b.index);
    return { count, cost, correct, confusion, mistakes };
  } finally {
    session.close();
  }
}

/** The inputs of all examples, one after another, as the network gets them. */
function inputsOf({ features, scale }: Dataset): Float32Array {
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
