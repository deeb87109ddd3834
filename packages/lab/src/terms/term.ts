/** A word of the trade, or a symbol, as the glossary has it. */
export interface Term {
  /** Its place in the glossary, `/glossary/#id`, and, as `term-id`, in the chapter that explains it. */
  readonly id: string;
  readonly name: string;
  /** Other words for the same, and its symbol. */
  readonly also?: readonly string[];
  /** Forms of these words that are more than an s at the end, which texts use. */
  readonly forms?: readonly string[];
  /** How formulas write it, in TeX. */
  readonly tex?: readonly string[];
  /** One sentence or two, as plain text. */
  readonly meaning: string;
  /** The section that explains it; without one the meaning has to do. */
  readonly where?: Place;
}

/** A section of the book, by its anchor there, which the lab's section names too where the lab has the chapter. */
export interface Place {
  readonly chapter: number;
  readonly section: string;
}
