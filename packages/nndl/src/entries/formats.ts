/** What files hold: safetensors, checkpoints, the book's JSON, gzip and IDX, as codecs between bytes and plain values. */
export { gunzip, type IdxArray, type IdxValues, idxLength, parseIdx, type UnpackedLimit } from "../data/index.ts";
export {
  type BookNetwork,
  decodeSafetensors,
  encodeSafetensors,
  formatBookJson,
  kindOfFile,
  parseBookJson,
  type Safetensors,
  sha256Hex,
  type Tensor,
  type TensorValues,
} from "../formats/index.ts";
export { decodeCheckpoint, encodeCheckpoint } from "../training/index.ts";
