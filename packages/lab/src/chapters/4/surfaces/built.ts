/** Constructions that a reader's formula may not fit. */

/** What was built, or the sentence in which the library refused. */
export type Built<T> =
  | { readonly value: T; readonly problem?: never }
  | { readonly value?: never; readonly problem: string };

/** Builds it, or says why it cannot be built. */
export function tryToBuild<T>(build: () => T): Built<T> {
  try {
    return { value: build() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
