import type { GreyImage, ImageSize } from "./grey-image.ts";
import type { FoundDigits, PictureRemark } from "./picture.ts";
import { writtenIn } from "./written.ts";

/**
 * Finds what is written in a picture, and brings each digit into the form of MNIST's images.
 *
 * The paper may lie in uneven light, on a table, at an angle; it may be ruled or squared, and have frames, spots and
 * edges, which are left out. A plain picture of one digit is seen to the bit as {@link seeDigit} sees it.
 *
 * @param image how light each pixel is, from 0 (black) to 1 (white)
 * @param field the size of what the network is shown: 28 × 28 for MNIST
 * @param name names the picture in errors
 * @throws NndlError "image.small", "image.blank" (also where there is nothing but lines)
 * @example
 * const values = new Float32Array(200 * 100).fill(1);
 * for (const x of [50, 150]) for (let y = 20; y < 80; y++) values.fill(0, y * 200 + x, y * 200 + x + 6);
 * findDigits({ width: 200, height: 100, values }, { width: 28, height: 28 }, "two ones").digits.length; // 2
 */
export function findDigits(image: GreyImage, field: ImageSize, name: string): FoundDigits {
  const { digits, remarks } = writtenIn(image, field, name);
  const several: PictureRemark[] = digits.length > 1 ? [severalDigits(digits.length)] : [];
  const own = digits.flatMap((digit, i) => digit.remarks.map((remark) => ({ ...remark, digit: i })));
  return { digits: digits.map(({ seen, box }) => ({ seen, box })), remarks: [...several, ...remarks, ...own] };
}

export function severalDigits(count: number): PictureRemark {
  return { about: "several", text: `There is more than a digit here: ${count} are seen.` };
}
