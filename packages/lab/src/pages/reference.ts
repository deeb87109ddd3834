/** The library's reference as the pages of /api/ show it; plugins/read-reference.ts reads it. */

/** One entry point of the library. */
export interface Entry {
  /** Its place under /api/: "nndl", "universality". */
  readonly id: string;
  /** What a program imports it as: "nndl", "nndl/universality". */
  readonly title: string;
  /** HTML. */
  readonly about: string;
  /** Values first, then types, each in the order of the alphabet. */
  readonly names: readonly Name[];
}

/** One public name. All of it but the name and the examples is HTML. */
export interface Name {
  readonly name: string;
  readonly isType: boolean;
  /** Its declaration. */
  readonly code: string;
  readonly about: string;
  readonly parameters: readonly { readonly name: string; readonly about: string }[];
  readonly throws: readonly string[];
  readonly examples: readonly string[];
  readonly see: readonly string[];
}
