/** The picture that stands beside a link to the lab: the cover's network as it reads, computed from its weights. */
import { encodePng, type ZlibPacker } from "nndl/images";
import { side } from "../digits/pictures.ts";
import { layersOf, weightsOf } from "./network.ts";
import { readingOf } from "./reading.ts";

type Rgb = readonly [number, number, number];

// The light colours of styles/tokens.css, as a picture has no others.
const paper: Rgb = [253, 253, 251];
const lit: Rgb = [228, 236, 248];
const line: Rgb = [218, 218, 211];
const ink: Rgb = [28, 30, 33];
const positive: Rgb = [29, 91, 184];
const negative: Rgb = [180, 72, 12];

const [width, height] = [1200, 630];

/** Where the picture, the neurons and the outputs stand, in pixels; all are in the middle. */
const digit = { x: 70, y: 105, scale: 15 };
const neurons = { x: 560, y: 43, scale: 3, pitch: 92, columns: 5 };
const outputs = { x: 1066, y: 43, size: 44, pitch: 55.1 };

/**
 * @param bytes the network's file, unpacked
 * @param input what it reads
 * @param pack compresses the pixels
 */
export function sharedPicture(bytes: Uint8Array, input: Float32Array, pack: ZlibPacker): Uint8Array {
  const network = layersOf(bytes);
  const reading = readingOf(network, input);
  const pixels = new Uint8Array(3 * width * height);
  const fill = (x: number, y: number, size: number, colour: Rgb) => {
    for (let row = Math.round(y); row < Math.round(y) + size; row++)
      for (let column = Math.round(x); column < Math.round(x) + size; column++)
        pixels.set(colour, 3 * (row * width + column));
  };
  const picture = (x: number, y: number, scale: number, colourOf: (i: number) => Rgb) => {
    fill(x - 2, y - 2, side * scale + 4, line);
    for (let i = 0; i < side * side; i++)
      fill(x + (i % side) * scale, y + Math.floor(i / side) * scale, scale, colourOf(i));
  };

  for (let i = 0; i < width * height; i++) pixels.set(paper, 3 * i);
  picture(digit.x, digit.y, digit.scale, (i) => mixed(paper, ink, input[i]!));
  reading.hidden.forEach((a, j) => {
    const weights = weightsOf(network[0], j);
    const [x, y] = [
      neurons.x + (j % neurons.columns) * neurons.pitch,
      neurons.y + Math.floor(j / neurons.columns) * neurons.pitch,
    ];
    const ground = mixed(paper, lit, a);
    picture(x, y, neurons.scale, (i) => {
      const strength = Math.min(1, Math.abs(weights[i]!) / 2.5) * (0.16 + 0.84 * input[i]!) * (0.3 + 0.7 * a);
      return mixed(ground, weights[i]! > 0 ? positive : negative, strength);
    });
  });
  reading.outputs.forEach((a, k) => {
    const y = outputs.y + k * outputs.pitch;
    fill(outputs.x - 2, y - 2, outputs.size + 4, line);
    fill(outputs.x, y, outputs.size, mixed(paper, positive, a));
  });
  return encodePng({ width, height, channels: 3, pixels }, pack);
}

function mixed(from: Rgb, to: Rgb, part: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [at(0), at(1), at(2)];
}
