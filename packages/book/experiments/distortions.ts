/** How images are distorted, anew in each epoch, where the book tells of others who did it. */
import type { Distortion } from "nndl";

/** Moved, turned, stretched and skewed by a little: what leaves straight lines straight. */
export const affine: Distortion = { shift: 1, rotate: 10, scale: 0.1, skew: 0.1 };

/** The bending that Simard, Steinkraus and Platt chose for digits, too. */
export const bent: Distortion = { ...affine, elastic: { alpha: 34, sigma: 4 } };
