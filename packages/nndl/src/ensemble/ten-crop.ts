import { wasmEngine } from "../engines/index.ts";
import { NndlError } from "../errors.ts";
import { channelBytes, type RgbImage, tenCrop } from "../images/index.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { averageOutputs } from "./combine.ts";
import type { EnsembleOptions } from "./outputs.ts";

/**
 * The mean of a network's outputs for ten parts of an image: four corners, the centre, and these mirrored. An ensemble of
 * views rather than of networks; how the KSH network was tested.
 *
 * @param network one that takes colour images, channels × height × width
 * @param image at least as large as the network's input, as `storedPhotograph` gives it
 * @param options what opens the session, and the scale of a byte, 1/256 when absent, as in training
 * @throws NndlError "ensemble.crops" for a network that takes no colour images, "image.rgb", "image.crop"
 * @example
 * const colours = network({ input: [3, 4, 4], layers: [dense(2, "softmax")] });
 * const image = { width: 6, height: 5, pixels: new Uint8Array(90) };
 * const { length } = await predictTenCrop(colours, image); // two probabilities
 * @see chapter 6, "Recent progress in image recognition"
 */
export async function predictTenCrop(
  network: Network,
  image: RgbImage,
  {
    engine = wasmEngine,
    threads = "auto",
    scale = 1 / 256,
  }: EnsembleOptions & { readonly scale?: number | undefined } = {},
): Promise<Float32Array> {
  checkNetwork(network);
  const [channels, height, width] = network.spec.input;
  if (network.spec.input.length !== 3 || channels !== 3)
    throw new NndlError("ensemble.crops", {
      received: `inputs of shape [${network.spec.input.join(", ")}]`,
      expected: "the network must take colour images, [3, height, width]",
      next: "Use a network for colour images.",
    });
  const crops = tenCrop(image, width as number, height as number);
  const inputs = new Float32Array(crops.length * network.inputSize);
  crops.forEach((crop, i) => {
    inputs.set(
      Float32Array.from(channelBytes(crop), (value) => value * scale),
      i * network.inputSize,
    );
  });
  const session = await engine.open(network, { threads });
  try {
    const outputs = session.predict(inputs);
    const size = network.outputSize;
    return averageOutputs(crops.map((_, i) => outputs.subarray(i * size, (i + 1) * size)));
  } finally {
    session.close();
  }
}
