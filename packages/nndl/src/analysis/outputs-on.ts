import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import { checkData } from "../engines/session-checks.ts";
import { checkWork, type WorkOptions } from "../engines/work.ts";
import { checkNetwork, type Network } from "../network/index.ts";

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
      outputs.set(session.predict(inputsIn(part), part.lengths), from * size);
      await work.after(from + part.count, data.count);
    }
    return outputs;
  } finally {
    session.close();
  }
}
