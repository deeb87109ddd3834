import type { ImageInputs } from "../data/index.ts";

/** So many images are looked at. */
const sample = 100;

/**
 * How images that came as numbers were made, as far as one can see it: those of 28 × 28 pixels whose centre of mass is in
 * their middle are digits as MNIST has them, ink on black; all others are pictures of which a larger number is lighter.
 *
 * @param shape channels (1 or 3), height, width
 */
export function imageInputs(
  features: Uint8Array | Float32Array,
  [channels, height, width]: readonly [1 | 3, number, number],
  scale: number,
): ImageInputs {
  const size = { kind: "images", channels, height, width, scale } as const;
  return channels === 1 && height === 28 && width === 28 && areCentred(features)
    ? { ...size, polarity: "ink", fit: "mnist" }
    : { ...size, polarity: "light", fit: "contain" };
}

/** Whether images of 28 × 28 are centred by their mass to a pixel, as MNIST's are (at 14, counted in pixels from the edge). */
function areCentred(features: Uint8Array | Float32Array): boolean {
  const count = Math.min(sample, features.length / (28 * 28));
  for (let image = 0; image < count; image++) {
    let [mass, across, down] = [0, 0, 0];
    for (let pixel = 0; pixel < 28 * 28; pixel++) {
      const value = features[image * 28 * 28 + pixel]!;
      mass += value;
      across += value * (pixel % 28);
      down += value * Math.floor(pixel / 28);
    }
    if (!(mass > 0 && Math.abs(across / mass - 14) <= 1 && Math.abs(down / mass - 14) <= 1)) return false;
  }
  return true;
}
