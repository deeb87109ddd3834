/** Something that can be found. */
export interface Entry {
  readonly kind: Kind;
  readonly title: string;
  /** What else it is called, which is found but not shown. */
  readonly words?: string;
  /** A number by which the book calls it: "6", "1.4", "X1.3", "BP1". */
  readonly number?: string;
  readonly text: string;
  /** Its address from the site's root. */
  readonly href: string;
  /** What it is a part of. */
  readonly where?: string;
  /** A formula, as MathML. */
  readonly formula?: string;
  /** The name of a figure that has a small picture. */
  readonly picture?: string;
}

/** What is found, as it is called beside it. */
export const kinds = {
  text: "Text",
  equation: "Equation",
  figure: "Figure",
  exercise: "Exercise",
  program: "Program",
  term: "Glossary",
  name: "Library",
  page: "Page",
} as const;

export type Kind = keyof typeof kinds;
