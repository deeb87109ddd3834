/** Photographs of digits drawn by rule, and how well they are read. */
export { readerNetwork, type Tally, tallied, together } from "./measure.ts";
export { type DisturbedPicture, disturbedPictures } from "./pictures.ts";
