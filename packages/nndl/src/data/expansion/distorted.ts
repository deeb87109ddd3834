import { integer, knownKeys, plainObject, type Where } from "../../check.ts";
import { NndlError } from "../../errors.ts";
import { checkSeed } from "../../random/index.ts";
import { Dataset, type TargetKind } from "../dataset.ts";
import { Distorter, wordsPerImage } from "./distorter.ts";
import { checkDistortion, checkFits, type Distortion } from "./distortion.ts";
import { imageShapeOf } from "./image-shape.ts";

/** What a stream of chance holds. */
const STREAM_WORDS = 0x4_0000_0000;

/** Whose chance distorts images, of which epoch, and which of them. */
export interface DistortOptions {
  /** Where chance comes from; 0 when absent. Training draws with the network's seed. */
  readonly seed?: number | undefined;
  /** 0 when absent. */
  readonly epoch?: number | undefined;
  /** The numbers of the images to distort; all of them when absent. Each comes out as it does in the whole. */
  readonly examples?: ArrayLike<number> | undefined;
}

/**
 * A data set's images as one epoch of training sees them, each distorted at random; the labels stay.
 *
 * Shape, scale and storage (bytes) stay too. An image comes from one bilinear resampling with zeros beyond its border.
 * What becomes of image i depends on the seed, the epoch, i, the distortion and the image alone.
 *
 * @throws NndlError "expansion.distortion", "expansion.images", "expansion.options", "seed", "dataset.index"
 * @example
 * distorted(digits.training, { rotate: 10, elastic: { alpha: 8, sigma: 4 } }, { seed: 1, epoch: 3 });
 * @see chapter 3, "Artificially expanding the training data", and chapter 6's problem on affine transformations
 */
export function distorted<Kind extends TargetKind>(
  data: Dataset<Kind>,
  distortion: Distortion,
  options: DistortOptions = {},
): Dataset<Kind> {
  const code = "expansion.options";
  const where: Where = { code, what: "the options of distorted" };
  knownKeys(plainObject(options, where), ["seed", "epoch", "examples"], where);
  const { seed = 0, epoch = 0, examples } = options;
  const distorter = distorterFor(data, distortion, checkSeed(seed));
  integer(epoch, { code, what: "the epoch" }, { min: 0, max: 0xffff_ffff });
  const chosen = examples === undefined ? data : data.pick(examples);
  const features = new Uint8Array(chosen.features.length);
  for (let place = 0; place < chosen.count; place++)
    distorter.distort(data.features as Uint8Array, examples?.[place] ?? place, epoch, features, place * data.size);
  return withFeatures(chosen, features);
}

/**
 * What distorts the images of a data set.
 * @throws NndlError "expansion.distortion", "expansion.images"
 */
export function distorterFor(data: Dataset, distortion: Distortion, seed: number): Distorter {
  const checked = checkDistortion(distortion);
  const shape = imageShapeOf(data);
  checkFits(checked, shape);
  const words = wordsPerImage(checked, shape);
  if (data.count * words > STREAM_WORDS)
    throw new NndlError("expansion.images", {
      problem: `${data.name}: an epoch has random numbers for ${Math.floor(STREAM_WORDS / words)} elastic distortions of ${shape.height} × ${shape.width} pixels, and there are ${data.count} images`,
      next: "Leave out elastic, or use fewer images.",
    });
  return new Distorter(checked, shape, seed);
}

/** The same examples with other bytes. */
export function withFeatures<Kind extends TargetKind>(data: Dataset<Kind>, features: Uint8Array): Dataset<Kind> {
  const { name, shape, scale, targets, preparation, weights } = data as Dataset;
  return new Dataset({ name, shape, features, scale, targets, preparation, weights }) as Dataset<Kind>;
}
