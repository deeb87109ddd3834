/** The digits, fetched once, with word of how far it is. */
import { type Dataset, idxDataset, type Mnist, NndlError, split } from "nndl";
import { gunzip, idxLength } from "nndl/formats";
import { mnistPreparation } from "nndl/sources";

export interface Loaded {
  readonly loaded: number;
  /** All bytes, once every file's length is known. */
  readonly of?: number;
}

const files = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
] as const;

/**
 * MNIST from the four gzipped files under an address. As `mnist` of the library, which says nothing while it loads; that
 * the files are whole is known by gzip's own checksum.
 *
 * @param base where the files lie; ends with "/"
 * @throws NndlError "file.read", "gzip.…", "idx.…"
 */
export async function fetchDigits(base: string, tell: (loaded: Loaded) => void): Promise<Mnist> {
  const lengths: (number | undefined)[] = [];
  const loaded = files.map(() => 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const known = () => lengths.filter((length) => length !== undefined);
  const [trainingImages, trainingLabels, testImages, testLabels] = await Promise.all(
    files.map(async (name, i) => {
      const location = `${base}${name}.gz`;
      const bytes = await fetchBytes(location, (count, length) => {
        loaded[i] = count;
        lengths[i] = length;
        tell({ loaded: sum(loaded), ...(known().length === files.length ? { of: sum(known()) } : {}) });
      });
      return gunzip(bytes, location, idxLength);
    }),
  );
  const digits = (images: Uint8Array, labels: Uint8Array, name: string) =>
    idxDataset(images, labels, { name, classes: 10, preparation: mnistPreparation }) as Dataset<"classes">;
  const full = digits(trainingImages!, trainingLabels!, "MNIST training");
  const test = digits(testImages!, testLabels!, "MNIST test");
  const [training, validation] = split(full, [50_000, 10_000]);
  return { training, validation, test, full };
}

/**
 * The bytes of one file of the site, with word of how far they are.
 * @throws NndlError "file.read"
 */
export async function fetchBytes(
  url: string,
  tell: (count: number, length: number | undefined) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const response = await fetch(url);
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    // Of what a server compresses on the way only the compressed length would be told.
    const declared = response.headers.get("Content-Encoding") === null ? response.headers.get("Content-Length") : null;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let count = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      count += value.length;
      tell(count, declared === null ? undefined : Number(declared));
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  } catch (cause) {
    throw new NndlError(
      "file.read",
      {
        problem: `the digits cannot be read from ${url}: ${cause instanceof Error ? cause.message : String(cause)}`,
        next:
          globalThis.navigator?.onLine === false
            ? "There is no network, and the digits were not loaded before. Try again when there is one."
            : "Check the connection and try again.",
      },
      { cause },
    );
  }
}
