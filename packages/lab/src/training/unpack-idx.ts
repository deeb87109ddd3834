import { gunzip, idxLength } from "nndl/formats";

/** The most bytes of a file that a page unpacks, whatever the file says of itself. */
const most = 2 ** 29;

/** The content of an IDX file, unpacked no further than its header says; what is not gzipped is returned as it is. */
export function unpackIdx(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return gunzip(bytes, name, (beginning) => {
    const length = idxLength(beginning);
    return length === undefined ? undefined : Math.min(length, most);
  });
}
