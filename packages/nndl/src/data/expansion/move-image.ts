import { finite, knownKeys, plainObject, type Where } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";
import { checkSeed, stream } from "../../random/index.ts";
import { checkDistortion, type Elastic } from "./distortion.ts";
import { ElasticField } from "./elastic-field.ts";
import { type Motion, type Origin, writeOrigin } from "./motion.ts";
import { Resampler } from "./resampler.ts";

const code = "expansion.motion";

/** What an image is bent by: how strongly and how smoothly, and which of the many ways. */
export interface Bending extends Elastic {
  /** 0 when absent. */
  readonly seed?: number | undefined;
}

const still: Motion = { degrees: 0, scaleY: 1, scaleX: 1, skew: 0, down: 0, right: 0 };
const limits: Readonly<Record<keyof Motion, { readonly min: number; readonly max: number }>> = {
  degrees: { min: -360, max: 360 },
  scaleY: { min: 0.01, max: 100 },
  scaleX: { min: 0.01, max: 100 },
  skew: { min: -10, max: 10 },
  down: { min: -4096, max: 4096 },
  right: { min: -4096, max: 4096 },
};

/**
 * An image that is moved, and bent if one wants, by as much as one says: scaled, then skewed, then turned about its centre,
 * then shifted, in one bilinear resampling with zeros beyond the border. {@link distorted} does the same by lot.
 *
 * @param pixels one image of one channel, row by row, as bytes; it stays as it is
 * @param size its height and width
 * @param motion what is left out does not happen
 * @throws NndlError "expansion.motion", "expansion.distortion", "seed"
 * @example
 * const pixels = new Uint8Array(28 * 28).fill(200);
 * const turned = moveImage(pixels, { height: 28, width: 28 }, { degrees: 15 });
 * const bent = moveImage(pixels, { height: 28, width: 28 }, {}, { alpha: 34, sigma: 4, seed: 3 });
 * @see chapter 3, "Artificially expanding the training data"
 */
export function moveImage(
  pixels: Uint8Array,
  size: { readonly height: number; readonly width: number },
  motion: Partial<Motion> = {},
  bending?: Bending,
): Uint8Array {
  const { height, width } = size;
  if (!(pixels instanceof Uint8Array) || pixels.length !== height * width || pixels.length === 0)
    throw new NndlError(code, {
      received: `${show(pixels?.length)} pixels for ${show(height)} × ${show(width)}`,
      expected: "an image must be a Uint8Array of height × width pixels",
      next: "Give one channel of one image, row by row.",
    });
  const whole = checkMotion(motion);
  const origin: Origin = { yy: 1, yx: 0, y0: 0, xy: 0, xx: 1, x0: 0 };
  writeOrigin(origin, whole, height, width);
  const moved = new Uint8Array(pixels.length);
  new Resampler({ channels: 1, height, width }).resample(pixels, 0, moved, 0, origin, fieldOf(bending, height, width));
  return moved;
}

function checkMotion(value: Partial<Motion>): Motion {
  const where: Where = { code, what: "a motion" };
  const fields = plainObject(value, where);
  const names = Object.keys(still) as (keyof Motion)[];
  knownKeys(fields, names, where);
  const part = (name: keyof Motion) =>
    finite(fields[name] ?? still[name], { code, what: `a motion: ${name}` }, limits[name]);
  return Object.fromEntries(names.map((name) => [name, part(name)])) as unknown as Motion;
}

function fieldOf(bending: Bending | undefined, height: number, width: number): ElasticField | undefined {
  if (bending === undefined) return undefined;
  const { seed = 0, ...given } = bending;
  const { elastic } = checkDistortion({ elastic: given });
  if (elastic === undefined) return undefined;
  const field = new ElasticField(elastic, height, width);
  field.draw(stream(checkSeed(seed), "bend"));
  return field;
}
