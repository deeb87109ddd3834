import { type Network, wasmEngine } from "nndl";
import {
  type AskNetwork,
  type Box,
  greyOf,
  type PictureRemark,
  type Raster,
  readPicture,
  type SeenDigit,
} from "nndl/images";
import { type Answer, answerOf } from "./answer.ts";
import { fieldOf, imageInputsOf } from "./field.ts";
import { remarksAsIs, seeAsIs } from "./see-as-is.ts";
import { seePrepared } from "./see-prepared.ts";

/** A digit (or whatever the network's classes are) of a picture, and what a network says of it. */
export interface AnsweredDigit extends Answer {
  readonly seen: SeenDigit;
  /** Where it is, in pixels of the picture. */
  readonly box: Box;
  /** How long the engine took. */
  readonly microseconds: number;
  /** What was done to the picture, in words, where it was no search for digits. */
  readonly how?: string;
}

/** What a network reads in a picture. */
export interface AnsweredPicture {
  readonly digits: readonly AnsweredDigit[];
  readonly remarks: readonly PictureRemark[];
}

/** A network that is ready to read pictures; to be closed. */
export interface NetworkReader {
  /** @throws NndlError "image.small", "image.blank", "image.shape" */
  read(picture: Raster, name: string): Promise<AnsweredPicture>;
  close(): void;
}

/**
 * A network that says how its inputs are made is shown pictures made alike; one that does not, digits as MNIST has them.
 *
 * @param asIs whether each pixel is shown as it is
 * @throws NndlError "network.picture" where inputs are no image
 */
export async function openReader(network: Network, asIs: boolean): Promise<NetworkReader> {
  const inputs = imageInputsOf(network);
  const field = inputs ?? fieldOf(network);
  const areDigits = inputs?.fit === "mnist" && !asIs;
  const isUsual = asIs && inputs?.channels === 1 && inputs.scale === usualScale;
  const prepared = areDigits || isUsual ? undefined : inputs;
  const scaled = scaler(inputs?.scale ?? usualScale);
  const session = await wasmEngine.open(network, { threads: 1, miniBatchSize: 1 });
  const ask: AskNetwork = (inputs) => inputs.map((input) => session.predict(scaled(input)));
  // What is computed for the first time is compiled while it runs; that is none of the images' business.
  for (let i = 0; i < 10; i++) session.predict(new Float32Array(network.inputSize));
  const answered = (seen: SeenDigit, box: Box, how?: string): AnsweredDigit => {
    const started = performance.now();
    const outputs = session.predict(seen.inputs);
    const microseconds = Math.round((performance.now() - started) * 1000);
    return { seen, box, ...answerOf(network, outputs), microseconds, ...(how === undefined ? {} : { how }) };
  };
  return {
    async read(picture, name) {
      if (prepared !== undefined) {
        const how = asIs ? ({ ...prepared, fit: "exact", polarity: "light" } as const) : prepared;
        const { seen, what, remarks } = seePrepared(picture, how, name);
        const { width, height } = picture;
        return { digits: [answered(seen, { x: 0, y: 0, width, height }, what)], remarks };
      }
      const image = greyOf(picture);
      if (asIs) {
        const { width, height } = image;
        const seen = seeAsIs(image, field, name);
        return {
          digits: [answered(seen, { x: 0, y: 0, width, height })],
          remarks: remarksAsIs(image, inputs?.polarity),
        };
      }
      const { digits, remarks } = await readPicture(image, field, ask, name);
      const shown = (seen: SeenDigit) => ({ ...seen, inputs: scaled(seen.inputs) });
      return { digits: digits.map(({ seen, box }) => answered(shown(seen), box)), remarks };
    },
    close: () => session.close(),
  };
}

/** What digits are found on: value / 256, as MNIST's pixels are. */
const usualScale = 1 / 256;

/** From that scale to a network's own. */
function scaler(scale: number): (inputs: Float32Array) => Float32Array {
  return scale === usualScale ? (inputs) => inputs : (inputs) => inputs.map((value) => value * 256 * scale);
}
