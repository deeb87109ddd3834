/**
 * Sine and cosine of angles within one turn, of float64 made of + − × ÷ alone, so that every JavaScript engine gives the
 * same bits: `Math.cos` may differ between engines in the last place, and a learning rate decides every weight, a turned
 * image's last place which byte a pixel becomes.
 */
import { cosSeries, sinSeries } from "./series.ts";

const RADIAN = Math.PI / 180;

/** cos(π x) for x in [0, 1], to within 1e−15. */
export function cosPi(x: number): number {
  if (x > 0.5) return -cosPi(1 - x);
  if (x > 0.25) return sinSeries(Math.PI * (0.5 - x), 17);
  return cosSeries(Math.PI * x, 16);
}

/** sin of an angle in degrees, to within 1e−15 up to 360°; exact at multiples of 90°. */
export function sinDegrees(degrees: number): number {
  const turned = degrees - 360 * Math.round(degrees / 360);
  const folded = turned > 90 ? 180 - turned : turned < -90 ? -180 - turned : turned;
  if (folded > 45) return cosSeries((90 - folded) * RADIAN, 16);
  if (folded < -45) return -cosSeries((90 + folded) * RADIAN, 16);
  return sinSeries(folded * RADIAN, 17);
}

/** cos of an angle in degrees, as {@link sinDegrees}. */
export function cosDegrees(degrees: number): number {
  return sinDegrees(90 - Math.abs(degrees));
}
