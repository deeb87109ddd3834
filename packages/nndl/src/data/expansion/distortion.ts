import { finite, integer, knownKeys, plainObject, type Where } from "../../check.ts";
import { NndlError } from "../../errors.ts";
import type { ImageShape } from "./image-shape.ts";

/** Smooth random bending, as in P. Simard, D. Steinkraus and J. Platt, "Best practices…", ICDAR 2003. */
export interface Elastic {
  /** How strongly: what the smoothed random field is multiplied by, in pixels. Their own choice for digits is 34. */
  readonly alpha: number;
  /** How smoothly: the standard deviation of the gaussian, in pixels. Their own choice for digits is 4. */
  readonly sigma: number;
}

/** By how much images are distorted at random. Plain JSON; what is absent does not happen. */
export interface Distortion {
  /** Whole pixels, down or up and right or left: each uniform from −shift to shift. */
  readonly shift?: number | undefined;
  /** Degrees, to either side. */
  readonly rotate?: number | undefined;
  /** Height and width are each multiplied by a factor uniform from 1 − scale to 1 + scale. */
  readonly scale?: number | undefined;
  /** Each pixel of height moves a row to the side by up to so much of a pixel: 1 leans by 45°. */
  readonly skew?: number | undefined;
  readonly elastic?: Elastic | undefined;
}

const code = "expansion.distortion";

/**
 * Checks a distortion. Parts that are zero are left out, so that equal distortions are written alike.
 *
 * @throws NndlError "expansion.distortion"
 * @example
 * checkDistortion({ shift: 1, rotate: 10, elastic: { alpha: 8, sigma: 4 } });
 */
export function checkDistortion(value: unknown): Distortion {
  const fields = plainObject(value, { code, what: "a distortion" });
  knownKeys(fields, ["shift", "rotate", "scale", "skew", "elastic"], { code, what: "a distortion" });
  const at = (what: string): Where => ({ code, what: `a distortion: ${what}` });
  const shift = integer(fields.shift ?? 0, at("shift (in pixels)"), { min: 0, max: 4096 });
  const rotate = finite(fields.rotate ?? 0, at("rotate (in degrees)"), { min: 0, max: 180 });
  const scale = finite(fields.scale ?? 0, at("scale (a part of 1)"), { min: 0, max: 0.9 });
  const skew = finite(fields.skew ?? 0, at("skew (a part of 1)"), { min: 0, max: 2 });
  const elastic = fields.elastic === undefined ? undefined : checkElastic(fields.elastic);
  return {
    ...(shift === 0 ? {} : { shift }),
    ...(rotate === 0 ? {} : { rotate }),
    ...(scale === 0 ? {} : { scale }),
    ...(skew === 0 ? {} : { skew }),
    ...(elastic === undefined || elastic.alpha === 0 ? {} : { elastic }),
  };
}

function checkElastic(value: unknown): Elastic {
  const at = (what: string): Where => ({ code, what: `a distortion: elastic${what}` });
  const fields = plainObject(value, at(""));
  knownKeys(fields, ["alpha", "sigma"], at(""));
  return {
    alpha: finite(fields.alpha, at(": alpha (in pixels)"), { min: 0, max: 10_000 }),
    sigma: finite(fields.sigma, at(": sigma (in pixels)"), { above: 0, max: 64 }),
  };
}

/**
 * Refuses a distortion that could leave nothing of the images.
 * @throws NndlError "expansion.distortion"
 */
export function checkFits({ shift = 0 }: Distortion, { height, width }: ImageShape): void {
  if (shift < Math.min(height, width)) return;
  throw new NndlError(code, {
    received: `a shift of ${shift}`,
    expected: `images of ${height} × ${width} pixels can be shifted by less than their shorter side`,
    next: `Use at most ${Math.min(height, width) - 1}.`,
  });
}
