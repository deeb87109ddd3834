/** A chapter as the pages see it. */
export interface Chapter {
  readonly number: number;
  readonly title: string;
  /** Where the chapter of the book itself is. */
  readonly book: string;
  readonly summary: string;
  readonly sections: readonly Section[];
  readonly figures: readonly FigurePlace[];
  /** The terms of the glossary that it explains, in its order. */
  readonly explained: readonly Explanation[];
  /** The text; each figure's place is a comment with its id. */
  readonly html: string;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly book?: string;
}

/** A figure in a chapter: which one, what it is told, and its number. */
export interface FigurePlace {
  readonly id: string;
  readonly name: string;
  readonly props: Readonly<Record<string, string>>;
  readonly number: string;
}

/** Where a term is explained: its id, which the place has as `term-id`, and the id of the section. */
export interface Explanation {
  readonly term: string;
  readonly section?: string;
}
