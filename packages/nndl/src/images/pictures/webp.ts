/** WebP files: with losses, without, transparent, and the first picture of moving ones. */
import { turnUpright } from "./orientation.ts";
import type { Raster } from "./raster.ts";
import { readParts } from "./webp/container.ts";

/** @throws NndlError "image.damaged", "image.size" */
export async function decodeWebp(bytes: Uint8Array, name: string): Promise<Raster> {
  const parts = readParts(bytes, name);
  const { decodeParts } = await import("./webp/decode.ts");
  return turnUpright(decodeParts(parts, name), parts.orientation);
}

/** @throws NndlError as {@link decodeWebp} */
export function measureWebp(bytes: Uint8Array, name: string) {
  return readParts(bytes, name);
}
