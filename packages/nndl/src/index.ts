/**
 * nndl: real neural networks in TypeScript, trained fast and reproducibly in Node and in browsers.
 * An independent companion to Michael Nielsen's book "Neural Networks and Deep Learning".
 */
export * from "./analysis/index.ts";
export * as exactMath from "./arithmetic/elementary.ts";
export type { Bytes } from "./bytes.ts";
export type { Closable } from "./closable.ts";
export * from "./data/index.ts";
export * from "./engines/index.ts";
export * from "./ensemble/index.ts";
export {
  type Complaint,
  complaintAbout,
  NndlError,
  type StateComplaint,
  show,
  type ValueComplaint,
} from "./errors.ts";
export {
  type BookNetwork,
  decodeSafetensors,
  encodeSafetensors,
  formatBookJson,
  parseBookJson,
  type Safetensors,
  sha256Hex,
} from "./formats/index.ts";
export * from "./functions/index.ts";
export * from "./images/index.ts";
export * from "./layers/index.ts";
export * from "./network/index.ts";
export * from "./notation/index.ts";
export * from "./presets/index.ts";
export { Stream, stream } from "./random/index.ts";
export * from "./training/index.ts";
export * from "./universality/index.ts";
