/** Pictures as people have them: files decoded, and made into what a network is shown. */
export { borderOf, paperOf } from "./border.ts";
export { decodePicture, isPicture, measurePicture } from "./decode.ts";
export { type FileKind, fileKindOf, heicAdvice } from "./file-kind.ts";
export { encodePng, type PixelImage, type ZlibPacker } from "./png-writer.ts";
export { type FittedPicture, fitPicture, hasColour, imageBytes, meant, prepareImage } from "./prepare.ts";
export { asBytes, flatten, greyOf, lightness, mostPixels, type Raster } from "./raster.ts";
