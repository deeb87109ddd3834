/**
 * From luminance and differences of colour to red, green and blue. No standard says how colours are stretched to twice their
 * size; this is how libwebp does it, so that all programs that use it, browsers among them, show the same.
 */
import type { Plane } from "./plane.ts";
import type { Planes } from "./smooth.ts";

export function rgbOf({ y, u, v }: Planes, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(3 * width * height);
  const [us, vs] = [new Uint8Array(width), new Uint8Array(width)];
  for (let row = 0; row < height; row++) {
    stretch(u, row, width, height, us);
    stretch(v, row, width, height, vs);
    const line = y.start + row * y.stride;
    for (let x = 0, at = 3 * row * width; x < width; x++, at += 3) {
      const light = scaled(y.values[line + x]!, 19_077);
      const [cb, cr] = [us[x]!, vs[x]!];
      pixels[at] = byte(light + scaled(cr, 26_149) - 14_234);
      pixels[at + 1] = byte(light - scaled(cb, 6_419) - scaled(cr, 13_320) + 8_708);
      pixels[at + 2] = byte(light + scaled(cb, 33_050) - 17_685);
    }
  }
  return pixels;
}

/** One row of colours for each pixel: 9/16, 3/16, 3/16 and 1/16 of the four that are nearest, in two steps. */
function stretch({ values, stride, start }: Plane, row: number, width: number, height: number, out: Uint8Array): void {
  const last = (height + 1) >> 1;
  const near = start + (row >> 1) * stride;
  const other = (row >> 1) + (row % 2 === 0 ? -1 : 1);
  const far = start + Math.min(last - 1, Math.max(0, other)) * stride;
  out[0] = (3 * values[near]! + values[far]! + 2) >> 2;
  const pairs = (width - 1) >> 1;
  for (let x = 1; x <= pairs; x++) {
    const [a, b] = [values[near + x - 1]!, values[near + x]!];
    const [c, d] = [values[far + x - 1]!, values[far + x]!];
    const sum = a + b + c + d + 8;
    const [falling, rising] = [(sum + 2 * (b + c)) >> 3, (sum + 2 * (a + d)) >> 3];
    out[2 * x - 1] = (falling + a) >> 1;
    out[2 * x] = (rising + b) >> 1;
  }
  if (width % 2 === 0)
    out[width - 1] = (3 * values[near + (width >> 1) - 1]! + values[far + (width >> 1) - 1]! + 2) >> 2;
}

/** Of 256, a share in 2¹⁴ths, with six bits behind the point. */
function scaled(value: number, share: number): number {
  return (value * share) >> 8;
}

function byte(value: number): number {
  return value < 0 ? 0 : value >= 1 << 14 ? 255 : value >> 6;
}
