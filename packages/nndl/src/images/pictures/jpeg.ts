/** JPEG files: decoded by jpeg-js within bounds, and turned upright where the camera says how it was held. */
import { NndlError } from "../../errors.ts";
import { orientationOf, turnUpright } from "./orientation.ts";
import { checkSize, damaged, mostPixels, type Raster } from "./raster.ts";

/** What jpeg-js may use while it decodes; the largest image takes less. */
const memoryInMB = 1500;

interface Segments {
  readonly width: number;
  readonly height: number;
  readonly orientation: number;
  readonly components: number;
  /** Whether the components are luminance and two differences of colour. */
  readonly isTransformed: boolean;
}

/**
 * Decodes a JPEG, baseline or progressive: grey, YCbCr, RGB or CMYK.
 *
 * @throws NndlError "image.damaged", "image.size", "image.format"
 */
export async function decodeJpeg(bytes: Uint8Array, name: string): Promise<Raster> {
  const { orientation, components, isTransformed } = readSegments(bytes, name);
  const { default: jpeg } = await import("jpeg-js");
  let decoded: { readonly width: number; readonly height: number; readonly data: Uint8Array };
  try {
    decoded = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      colorTransform: isTransformed,
      maxResolutionInMP: mostPixels / 1e6,
      maxMemoryUsageInMB: memoryInMB,
    });
  } catch (cause) {
    throw damaged(name, cause instanceof Error ? `"${cause.message}"` : "pixels that cannot be read", cause);
  }
  const { width, height, data } = decoded;
  const isGrey = components === 1;
  const pixels = isGrey ? data.filter((_, i) => i % 3 === 0) : data;
  return turnUpright({ width, height, channels: isGrey ? 1 : 3, pixels }, orientation);
}

/** The size of a JPEG as it is stored, and how it is to be turned. @throws NndlError as {@link decodeJpeg} */
export function measureJpeg(bytes: Uint8Array, name: string) {
  return readSegments(bytes, name);
}

/** What the segments say that come before the picture. */
function readSegments(bytes: Uint8Array, name: string): Segments {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let orientation = 1;
  let adobe: number | undefined;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw damaged(name, "no segment where one should begin");
    const marker = bytes[at + 1]!;
    // A marker may be filled up with any number of FF bytes.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw damaged(name, "an end in the middle of a segment");
    const content = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && beginsWith(content, "Exif\0\0"))
      orientation = orientationOf(content.subarray(6)) ?? orientation;
    if (marker === 0xee && beginsWith(content, "Adobe") && content.length >= 12) adobe = content[11];
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && marker > 0xc2) throw unusual(name, `marked ${marker.toString(16).toUpperCase()}`);
    if (isFrame && content.length >= 6) {
      const [height, width, components] = [view.getUint16(at + 5), view.getUint16(at + 7), content[5]!];
      if (width === 0 || height === 0) throw damaged(name, `${width} × ${height} pixels`);
      checkSize(name, width, height);
      if (components === 4 && adobe === undefined) throw unusual(name, "of four colours that it does not name");
      const names = [6, 9, 12].map((place) => String.fromCharCode(content[place] ?? 0)).join("");
      const isTransformed = adobe === undefined ? components === 3 && names !== "RGB" : adobe > 0;
      return { width, height, orientation, components, isTransformed };
    }
    at += 2 + length;
  }
  throw damaged(name, "no picture in it");
}

function beginsWith(content: Uint8Array, text: string): boolean {
  return [...text].every((character, i) => content[i] === character.charCodeAt(0));
}

function unusual(name: string, how: string): NndlError {
  return new NndlError("image.format", {
    received: `an uncommon kind of JPEG, ${how}`,
    expected: `${name} must be a baseline or a progressive JPEG`,
    next: "Open it in an image editor and save it as PNG.",
  });
}
