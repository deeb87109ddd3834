/** For tests: an IDX file with the given header and data, whether they fit or not. */
export function idxFile(type: number, dims: readonly number[], data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const headerLength = 4 + 4 * dims.length;
  const bytes = new Uint8Array(headerLength + data.length);
  bytes.set([0, 0, type, dims.length]);
  const view = new DataView(bytes.buffer);
  for (const [i, dim] of dims.entries()) view.setUint32(4 + 4 * i, dim);
  bytes.set(data, headerLength);
  return bytes;
}
