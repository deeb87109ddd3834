import type { ByteText } from "../src/engines/wasm/byte-text.ts";

export function textOf(bytes: Uint8Array): ByteText;
