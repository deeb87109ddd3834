import { array, integer, positiveInteger, type Where } from "../check.ts";
import { Dataset } from "../data/index.ts";
import { stream } from "../random/index.ts";

/** What the images of one class have in common. */
interface Look {
  /** Waves across the image's width, and down its height: what gives a grating its direction and its fineness. */
  readonly across: number;
  readonly down: number;
  /** For each channel, the byte at a wave's bottom and at its top. */
  readonly dark: readonly number[];
  readonly light: readonly number[];
}

const mostWaves = 8;

/** Every pixel of an image is off by up to this much, each by itself. */
const noise = 48;

/**
 * Images made by rule, for networks that want images of a size that no small data set has: the images of a class are
 * gratings in its direction, fineness and colours, each shifted, faded and noisy in a way of its own. They can be learned,
 * and are no test of anything else. Image i has the class i mod `classes` and depends on seed and i alone, so a longer set
 * begins with a shorter one; only exact arithmetic is used, so all machines get the same bytes.
 *
 * @param shape channels × height × width
 * @throws NndlError "images.generated", "seed"
 * @example generatedImages(1, 20, 10, [3, 32, 32]).shape; // [3, 32, 32]
 */
export function generatedImages(
  seed: number,
  count: number,
  classes = 10,
  shape: readonly number[] = [3, 227, 227],
): Dataset<"classes"> {
  const where = (what: string): Where => ({ code: "images.generated", what });
  positiveInteger(count, where("the number of images"));
  positiveInteger(classes, where("the number of classes"), 65_536);
  const extents = array(shape, where("the shape of the images")).map((extent) =>
    positiveInteger(extent, where("each number of the images' shape"), 65_535),
  );
  integer(extents.length, where("the length of the images' shape [channels, height, width]"), { min: 3, max: 3 });
  const [channels, height, width] = extents as [number, number, number];
  const size = channels * height * width;
  positiveInteger(count * size, { ...where("all the images' bytes"), next: "Make fewer or smaller images." }, 2 ** 32);
  const looks = Array.from({ length: Math.min(classes, count) }, (_, label) => lookOf(seed, label, channels));
  const features = new Uint8Array(count * size);
  for (let i = 0; i < count; i++)
    paint(features.subarray(i * size, (i + 1) * size), looks[i % classes]!, seed, i, [height, width]);
  return new Dataset({
    name: "generated images",
    shape: [channels, height, width],
    features,
    targets: { kind: "classes", labels: Uint16Array.from({ length: count }, (_, i) => i % classes), classes },
  });
}

function lookOf(seed: number, label: number, channels: number): Look {
  const chance = stream(seed, "generated images/classes", label);
  const colour = (from: number) => Array.from({ length: channels }, () => from + chance.integer(128));
  // Down may be upwards: the two together say how a grating leans.
  const [across, down] = [chance.integer(mostWaves + 1), chance.integer(2 * mostWaves + 1) - mostWaves];
  return { across, down: across === 0 && down === 0 ? 1 : down, dark: colour(0), light: colour(128) };
}

function paint(image: Uint8Array, look: Look, seed: number, index: number, [height, width]: readonly number[]): void {
  const chance = stream(seed, "generated images", index);
  const start = chance.uniform();
  const contrast = 0.5 + 0.5 * chance.uniform();
  const area = height! * width!;
  for (let y = 0; y < height!; y++)
    for (let x = 0; x < width!; x++) {
      const wave = contrast * triangle(start + (look.across * x) / width! + (look.down * y) / height!);
      // One word for each pixel is enough: a byte of it for each channel, the same four over and over.
      const word = chance.uint32();
      look.dark.forEach((dark, c) => {
        const off = ((((word >>> (8 * (c % 4))) & 255) * 2 * noise) >>> 8) - noise;
        const value = Math.floor(dark + wave * (look.light[c]! - dark)) + off;
        image[c * area + y * width! + x] = Math.max(0, Math.min(255, value));
      });
    }
}

/** From 0 at whole numbers to 1 half-way between them, along straight lines. */
function triangle(phase: number): number {
  const part = phase - Math.floor(phase);
  return part < 0.5 ? 2 * part : 2 - 2 * part;
}
