import type { SourceFile } from "../../data/index.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import { readText } from "../text/read-text.ts";
import { readCifar } from "./cifar.ts";
import { readEmnist } from "./emnist.ts";
import { readKnownIdx } from "./known-idx.ts";
import { checkNamed, type EmnistName, emnistNames } from "./names.ts";

/**
 * Reads a well-known data set as what it is.
 *
 * @throws NndlError "source.named", "source.wanted" for files that are missing, and as the readers of their files
 */
export function readNamed(
  files: readonly SourceFile[],
  options: SourceOptions & { readonly name: string; readonly named: unknown },
): Promise<OpenedSource> {
  const named = checkNamed(options.named);
  if ((emnistNames as readonly string[]).includes(named)) return readEmnist(files, named as EmnistName, options);
  if (named === "text") return readText(files, options);
  if (named === "cifar-10" || named === "cifar-100") return readCifar(files, named, options);
  return readKnownIdx(files, named as "fashion-mnist" | "kmnist", options);
}
