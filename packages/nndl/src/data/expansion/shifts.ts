import { boolean, knownKeys, plainObject } from "../../check.ts";
import { checkSeed, stream } from "../../random/index.ts";
import { Dataset, type DatasetParts, type Labels, type TargetKind, type Targets } from "../dataset.ts";
import { type ImageShape, imageShapeOf } from "./image-shape.ts";

/** In what order the shifted images stand. */
export interface ShiftOptions {
  /** Where the order comes from; 0 when absent. */
  readonly seed?: number | undefined;
  /** Whether the images are put into random order, once; true when absent. */
  readonly shuffle?: boolean | undefined;
}

/** Each image as it is, one pixel down, up, to the right and to the left, in the book's order. */
const shifts = [
  { down: 0, right: 0 },
  { down: 1, right: 0 },
  { down: -1, right: 0 },
  { down: 0, right: 1 },
  { down: 0, right: -1 },
] as const;

/**
 * The book's expanded data: each image and the four that are shifted by one pixel, with zeros where nothing comes in.
 * MNIST's 50,000 training images become 250,000.
 *
 * Unshuffled, the five of one image follow one another: as it is, down, up, right, left. Shuffled, their order is
 * `stream(seed, "expansion").permutation(5 n)`. They are kept as bytes: 196 MB for MNIST.
 *
 * @throws NndlError "expansion.images" when the examples are no images or no bytes, "expansion.options", "seed"
 * @example
 * const { training } = await mnist();
 * expandByShifts(training, { seed: 1 }).count; // 250000
 * @see chapter 6 (the book's expand_mnist.py)
 */
export function expandByShifts<Kind extends TargetKind>(
  data: Dataset<Kind>,
  options: ShiftOptions = {},
): Dataset<Kind> {
  const code = "expansion.options";
  const fields = plainObject(options, { code, what: "the options of expandByShifts" });
  knownKeys(fields, ["seed", "shuffle"], { code, what: "the options of expandByShifts" });
  const seed = checkSeed(fields.seed ?? 0);
  const shuffle = boolean(fields.shuffle ?? true, { code, what: "expandByShifts: shuffle" });
  const shape = imageShapeOf(data);
  const count = data.count * shifts.length;
  const order = shuffle ? stream(seed, "expansion").permutation(count) : undefined;
  const features = new Uint8Array(count * data.size);
  for (let place = 0; place < count; place++) {
    const which = order?.[place] ?? place;
    const { down, right } = shifts[which % shifts.length]!;
    const image = Math.floor(which / shifts.length);
    copyShifted(data.features as Uint8Array, image * data.size, features, place * data.size, shape, down, right);
  }
  const targets = expandTargets(data.targets, count, order);
  const { name, shape: extents, scale, preparation } = data;
  const weights =
    data.weights &&
    Float32Array.from(
      { length: count },
      (_, place) => data.weights![Math.floor((order?.[place] ?? place) / shifts.length)],
    );
  const expanded = { name: `${name}, with shifts`, shape: extents, scale, features, targets, preparation, weights };
  return new Dataset(expanded as DatasetParts) as Dataset<Kind>;
}

/** Where nothing comes in, the target has its zeros already. */
function copyShifted(
  source: Uint8Array,
  from: number,
  target: Uint8Array,
  to: number,
  { channels, height, width }: ImageShape,
  down: number,
  right: number,
): void {
  for (let channel = 0; channel < channels; channel++)
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      const row = (channel * height + y) * width;
      const origin = from + row - down * width - right;
      for (let x = Math.max(0, right); x < Math.min(width, width + right); x++)
        target[to + row + x] = source[origin + x]!;
    }
}

function expandTargets(targets: Targets, count: number, order: Uint32Array | undefined): Targets {
  const imageAt = (place: number) => Math.floor((order?.[place] ?? place) / shifts.length);
  if (targets.kind === "classes") {
    const labels = new (targets.labels.constructor as new (length: number) => Labels)(count);
    for (let place = 0; place < count; place++) labels[place] = targets.labels[imageAt(place)]!;
    return { ...targets, labels };
  }
  const { size } = targets;
  const values = new Float32Array(count * size);
  for (let place = 0; place < count; place++)
    for (let j = 0; j < size; j++) values[place * size + j] = targets.values[imageAt(place) * size + j]!;
  return { ...targets, values };
}
