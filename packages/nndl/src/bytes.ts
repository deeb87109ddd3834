/**
 * Bytes in memory of their own, which every browser API takes: `Uint8Array<ArrayBuffer>` to TypeScript from 5.7 on, and
 * `Uint8Array` to those before it, which know no such difference.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>;
