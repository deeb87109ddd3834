/** What a row of the book is, by the letter of its id. */
export const kinds = { A: "concept", E: "experiment", W: "widget", X: "exercise" } as const;

type Letter = keyof typeof kinds;
export type RowKind = (typeof kinds)[Letter];

/** The rows of one chapter, in the book's order: what each is, in a line of our own. */
export type ChapterRows<Chapter extends number> = Readonly<Record<`${Letter}${Chapter}.${number}`, string>>;
