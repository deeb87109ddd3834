export { centerDigit, isCenteredDigit } from "./center.ts";
export { findDigits } from "./find-digits.ts";
export type { GreyImage, ImageSize } from "./grey-image.ts";
export type {
  AskNetwork,
  FoundDigit,
  FoundDigits,
  PictureReading,
  PictureRemark,
  PictureRemarkKind,
  ReadDigit,
} from "./picture.ts";
export { readPicture } from "./read-picture.ts";
export type { Box } from "./resample.ts";
export { inkAsBytes, type SeenDigit, seeDigit } from "./see.ts";
export {
  type BestPieces,
  bestPieces,
  cutPartsInk,
  cutsBetween,
  isTooSmallPiece,
  type PieceReading,
  pieceInput,
  pieceReading,
  piecesBetween,
  type Strip,
  type StripPiece,
  scoreOfPieces,
  stripOfDigits,
  stripPieces,
  touchingPenalty,
} from "./strip.ts";
