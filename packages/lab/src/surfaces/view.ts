/** From where a surface is seen: as a part of a figure's state, and in words. */
import type { View } from "../drawing/projection.ts";
import { amount } from "../figures/fields.ts";

/** The fields of a figure that keeps how its surface is turned. */
export function viewFields({ azimuth, elevation }: View = { azimuth: 0.5, elevation: 0.5 }) {
  return { azimuth: amount(azimuth, { min: -4, max: 4 }), elevation: amount(elevation, { min: 0, max: 1.6 }) };
}
