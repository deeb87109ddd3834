/** Digits with fewer pixels, for networks so small that their whole Hessian can be had. */
import { Dataset } from "nndl";

/**
 * Each square of so many by so many pixels as one, their mean; classes stay.
 *
 * @throws TypeError where the images are no squares of such squares
 */
export function coarse(images: Dataset, square: number): Dataset {
  const side = Math.round(Math.sqrt(images.size));
  if (side * side !== images.size || side % square !== 0)
    throw new TypeError(`images of ${images.size} pixels are no squares of ${square} × ${square}`);
  const across = side / square;
  const features = new Float32Array(images.count * across * across);
  for (let i = 0; i < images.count; i++) {
    const image = images.input(i);
    for (let row = 0; row < across; row++)
      for (let column = 0; column < across; column++)
        features[(i * across + row) * across + column] = meanOf(image, side, row * square, column * square, square);
  }
  const labels = Uint8Array.from({ length: images.count }, (_, i) => images.label(i));
  return new Dataset({
    name: `${images.name}, ${across} × ${across}`,
    shape: [across * across],
    features,
    targets: { kind: "classes", labels, classes: images.targetSize },
  });
}

function meanOf(image: Float32Array, side: number, top: number, left: number, square: number): number {
  let sum = 0;
  for (let row = top; row < top + square; row++)
    for (let column = left; column < left + square; column++) sum += image[row * side + column];
  return sum / square ** 2;
}
