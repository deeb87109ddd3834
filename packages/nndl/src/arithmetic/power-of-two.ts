const bits = new DataView(new ArrayBuffer(8));

/** 2^k, for whole k from −1022 to 1023. */
export function powerOfTwo(k: number): number {
  bits.setFloat64(0, 0);
  bits.setUint16(0, (k + 1023) << 4);
  return bits.getFloat64(0);
}
