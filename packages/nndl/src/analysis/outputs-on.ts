import type { Dataset } from "../data/index.ts";
import { checkData } from "../engines/session-checks.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { checkWork, type WorkOptions } from "./work.ts";

/** Examples whose outputs are asked for at once. */
const atOnce = 500;

/**
 * A network's outputs for all examples of a data set, one after another: what reports are made of, several from one pass through
 * the network.
 *
 * @throws NndlError "network.instance", "dataset.instance", "data.…" for data that do not fit, "analysis.options", and what the
 *   engine throws where it cannot run; the reason of a signal that was given
 * @example
 * const outputs = await outputsOn(net, digits.test);
 * [classReport(digits.test, outputs).count, outputs.length]; // [50,500]
 */
export async function outputsOn(network: Network, data: Dataset, options: WorkOptions = {}): Promise<Float32Array> {
  checkNetwork(network);
  checkData(network, data);
  const work = checkWork(options);
  const session = await work.engine.open(network, { threads: work.threads });
  try {
    const size = network.outputSize;
    const outputs = new Float32Array(data.count * size);
    for (let from = 0; from < data.count; from += atOnce) {
      const part = data.slice(from, Math.min(from + atOnce, data.count));
      outputs.set(session.predict(inputsIn(part)), from * size);
      await work.after(from + part.count, data.count);
    }
    return outputs;
  } finally {
    session.close();
  }
}

/** The inputs of all examples, one after another, as the network gets them. */
export function inputsIn({ features, scale }: Dataset): Float32Array {
  const inputs = Float32Array.from(features);
  if (scale !== 1) for (let i = 0; i < inputs.length; i++) inputs[i]! *= scale;
  return inputs;
}
