/** What the matrix form gains (E2.1): the engine's gradient of many images at once, against that of one image after another. */
import { classification, dense, network, wasmEngine } from "nndl";
import { sampleLabels } from "../../../digits/samples.ts";

export interface Speed {
  readonly images: number;
  /** Seconds for all of them. */
  readonly oneByOne: number;
  readonly atOnce: number;
  /** Between the two gradients, the largest. */
  readonly difference: number;
}

/** @param pixels of the images, one after another, from 0 to 255 */
export async function measureSpeed(pixels: Uint8Array, now: () => number): Promise<Speed> {
  const images = sampleLabels.length;
  const layers = [dense(30, "sigmoid"), dense(10, "sigmoid")];
  const net = network({ input: [784], layers, cost: "quadratic", initializer: "gaussian", seed: 1 });
  const session = await wasmEngine.open(net, { threads: 1 });
  try {
    const inputs = Float32Array.from(pixels.subarray(0, 784 * images), (byte) => byte / 256);
    const data = session.load(classification(inputs, Uint8Array.from(sampleLabels), { shape: [784], classes: 10 }));
    const all = Uint32Array.from({ length: images }, (_, i) => i);
    const single = Array.from(all, (i) => Uint32Array.of(i));
    const oneByOne = () => single.map((one) => session.gradients(data, one));
    const atOnce = () => session.gradients(data, all);
    // Once before the clock starts, as memory is planned then.
    const [parts, whole] = [oneByOne(), atOnce()];
    let difference = 0;
    for (const [name, values] of whole.parameters)
      values.forEach((value, i) => {
        const mean = parts.reduce((sum, { parameters }) => sum + parameters.get(name)![i]!, 0) / images;
        difference = Math.max(difference, Math.abs(mean - value));
      });
    const rounds = 10;
    const timed = (work: () => unknown) => {
      const began = now();
      for (let round = 0; round < rounds; round++) work();
      return (now() - began) / 1000 / rounds;
    };
    return { images, oneByOne: timed(oneByOne), atOnce: timed(atOnce), difference };
  } finally {
    session.close();
  }
}
