/** Well-known data sets by their names, each with what its files do not say themselves. */
import { NndlError, show } from "../../errors.ts";

/** How EMNIST was divided, by the names that its files have. */
const emnistSplits = ["letters", "digits", "balanced", "byclass", "bymerge", "mnist"] as const;

/** A data set of EMNIST, by the name of its files. */
export type EmnistName = `emnist-${"letters" | "digits" | "balanced" | "byclass" | "bymerge" | "mnist"}`;
/** A well-known data set by its name, or a text. */
export type NamedSource = EmnistName | "fashion-mnist" | "kmnist" | "cifar-10" | "cifar-100" | "text";

export const emnistNames = emnistSplits.map((split) => `emnist-${split}` as const);

/** All data sets that may be named, before a colon and the place where they are; a text is named so, too. */
export const namedSources: readonly NamedSource[] = [
  ...emnistNames,
  "fashion-mnist",
  "kmnist",
  "cifar-10",
  "cifar-100",
  "text",
];

/** "emnist-letters:my/folder" in its parts; undefined where a text begins with no such name. */
export function splitNamed(text: string): { readonly name: NamedSource; readonly place: string } | undefined {
  const name = namedSources.find((candidate) => text.startsWith(`${candidate}:`));
  return name === undefined ? undefined : { name, place: text.slice(name.length + 1) };
}

/** @throws NndlError "source.named" */
export function checkNamed(value: unknown): NamedSource {
  const name = namedSources.find((candidate) => candidate === value);
  if (name !== undefined) return name;
  throw new NndlError("source.named", {
    received: show(value),
    expected: `a data set that is named must be one of ${namedSources.join(", ")}`,
    next: "Leave the name out for any other.",
  });
}
