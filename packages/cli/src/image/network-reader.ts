import { type Network, wasmEngine } from "nndl";
import {
  type AskNetwork,
  type Box,
  type GreyImage,
  type ImageSize,
  type PictureRemark,
  readPicture,
  type SeenDigit,
} from "nndl/images";
import { type Answer, answerOf } from "./answer.ts";
import { remarksAsIs, seeAsIs } from "./see-as-is.ts";

/** A digit (or whatever the network's classes are) of a picture, and what a network says of it. */
export interface AnsweredDigit extends Answer {
  readonly seen: SeenDigit;
  /** Where it is, in pixels of the picture. */
  readonly box: Box;
  /** How long the engine took. */
  readonly microseconds: number;
}

/** What a network reads in a picture. */
export interface AnsweredPicture {
  readonly digits: readonly AnsweredDigit[];
  readonly remarks: readonly PictureRemark[];
}

/** A network that is ready to read pictures; to be closed. */
export interface NetworkReader {
  /** @throws NndlError "image.small", "image.blank", "image.shape" */
  read(image: GreyImage, name: string): Promise<AnsweredPicture>;
  close(): void;
}

/** @param asIs whether each pixel is shown as it is, or digits are found, scaled and centred */
export async function openReader(network: Network, field: ImageSize, asIs: boolean): Promise<NetworkReader> {
  const session = await wasmEngine.open(network, { threads: 1, miniBatchSize: 1 });
  const ask: AskNetwork = (inputs) => inputs.map((input) => session.predict(input));
  // What is computed for the first time is compiled while it runs; that is none of the images' business.
  for (let i = 0; i < 10; i++) session.predict(new Float32Array(network.inputSize));
  const answered = (seen: SeenDigit, box: Box): AnsweredDigit => {
    const started = performance.now();
    const outputs = session.predict(seen.inputs);
    const microseconds = Math.round((performance.now() - started) * 1000);
    return { seen, box, ...answerOf(network, outputs), microseconds };
  };
  return {
    async read(image, name) {
      if (asIs) {
        const { width, height } = image;
        const seen = seeAsIs(image, field, name);
        return { digits: [answered(seen, { x: 0, y: 0, width, height })], remarks: remarksAsIs(image) };
      }
      const { digits, remarks } = await readPicture(image, field, ask, name);
      return { digits: digits.map(({ seen, box }) => answered(seen, box)), remarks };
    },
    close: () => session.close(),
  };
}
