import { elementwise } from "./activation.ts";
import { normalDensity, normalShare } from "./normal-share.ts";

/**
 * The Gaussian error linear unit, z Φ(z) with the normal distribution's Φ itself, not an approximation by tanh: PyTorch's
 * `gelu` as it is when nothing is said. It falls below z = −0.75, so that its slope, Φ + z φ, cannot be told from
 * its value; f″ = φ (2 − z²).
 */
export const gelu = elementwise(
  {
    name: "gelu",
    title: "GELU",
    formula: "z Φ(z)",
    range: "real",
    least: -0.16997120747990369,
    rises: false,
    slopeFrom: "z",
    source: "Hendrycks and Gimpel, 2016",
  },
  (z) => z * normalShare(z),
  (z) => normalShare(z) + z * normalDensity(z),
  (z) => {
    const density = normalDensity(z);
    // z² may be infinite where nothing is left of the density.
    return density === 0 ? 0 : density * (2 - z * z);
  },
);
