/** What the network of a run answers to the data that it was not trained on: what a report says of it beside its curves. */
import { type Dataset, type Network, wasmEngine } from "nndl";
import { type ClassReport, classReport, layerCosts, type ValueReport, valueReport } from "nndl/analysis";
import { inputsOf, type Mistake, mistakesIn } from "../evaluation/judge.ts";
import { pictureOf } from "./pictures.ts";

/** Plain JSON, which is kept: reading all test images takes longer than everything else in a report. */
export interface Answers {
  /** Of the network's weights. */
  readonly sha256: string;
  /** "MNIST, test" */
  readonly data: string;
  readonly report: ClassReport | ValueReport;
  /** The surest mistakes, with their pictures where the examples are some; of classes only. */
  readonly worst?: readonly DrawnMistake[];
}

export interface DrawnMistake extends Mistake {
  /** A PNG, in base64; absent where an example is no picture. */
  readonly picture?: string;
}

/** So many mistakes are drawn at most. */
export const mostDrawn = 24;

/** Examples whose outputs are asked for at once. */
const atOnce = 500;

/** @throws NndlError for data that do not fit the network */
export async function answersOf(network: Network, data: Dataset, name: string): Promise<Answers> {
  const outputs = await outputsOf(network, data);
  const about = { sha256: network.sha256(), data: name };
  if (data.targets.kind === "values") return { ...about, report: valueReport(data, outputs) };
  const worst = mistakesIn(data, outputs, network.outputSize).slice(0, mostDrawn);
  const drawn = worst.map((mistake): DrawnMistake => {
    const picture = pictureOf(data, mistake.index);
    return { ...mistake, ...(picture === undefined ? {} : { picture }) };
  });
  return { ...about, report: classReport(data, outputs), worst: drawn };
}

/** Multiply-adds that take longer than to start another thread, a tenth of a second. */
const worthThreads = 2e9;

/** The inputs of the data set that was read last: of many runs it is the same. */
const inputs = new WeakMap<Dataset, Float32Array>();

async function outputsOf(network: Network, data: Dataset): Promise<Float32Array> {
  const all = inputs.get(data) ?? inputsOf(data);
  inputs.set(data, all);
  const work = data.count * layerCosts(network.spec).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
  const session = await wasmEngine.open(network, { threads: work < worthThreads ? 1 : "auto" });
  try {
    const outputs = new Float32Array(data.count * network.outputSize);
    for (let from = 0; from < data.count; from += atOnce) {
      const to = Math.min(from + atOnce, data.count);
      outputs.set(session.predict(all.subarray(from * data.size, to * data.size)), from * network.outputSize);
    }
    return outputs;
  } finally {
    session.close();
  }
}
