/** What files hold: pure codecs between bytes or text and plain values, which know nothing of networks. */
export { type BookNetwork, formatBookJson, parseBookJson } from "./book-json.ts";
export type { TensorValues } from "./dtypes.ts";
export { kindOfFile } from "./file-kinds.ts";
export { encodeSafetensors, type Safetensors, type Tensor } from "./safetensors.ts";
export { decodeSafetensors } from "./safetensors-reader.ts";
export { sha256Hex } from "./sha256.ts";
export { parseStrictJson, type StrictJson } from "./strict-json.ts";
