/** The first of MNIST's images, which are enough for a lesson: an eighth of what all of them weigh. */
import { Dataset, type Mnist, NndlError } from "nndl";
import { mnistPreparation } from "nndl/sources";
import { fetchBytes, type Loaded } from "../digits.ts";
import { few } from "./counts.mjs";
import { unpackFew } from "./few-file.mjs";

/**
 * The same bytes that the first images have in MNIST's own files.
 *
 * @param base where the digits lie; ends with "/"
 * @throws NndlError "file.read"
 */
export async function fetchFewDigits(
  base: string,
  tell: (loaded: Loaded) => void,
): Promise<Pick<Mnist, "training" | "test">> {
  const location = base + few.file;
  const bytes = await fetchBytes(location, (loaded, of) => tell(of === undefined ? { loaded } : { loaded, of }));
  const found = unpackFew(bytes);
  if (found === undefined)
    throw new NndlError("file.read", {
      problem: `the digits from ${location} are damaged: their checksum does not fit`,
      next: "Load them again; if it happens twice, whoever hosts this site must copy that file anew.",
    });
  const part = (name: string, from: number, count: number) =>
    new Dataset({
      name,
      shape: [1, 28, 28],
      features: found.pixels.subarray(784 * from, 784 * (from + count)),
      targets: { kind: "classes", labels: found.labels.subarray(from, from + count), classes: 10 },
      preparation: mnistPreparation,
    }) as Dataset<"classes">;
  return { training: part("MNIST training", 0, few.training), test: part("MNIST test", few.training, few.test) };
}
