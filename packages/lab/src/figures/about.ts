import type { RowId } from "@nndl/book/rows";

/** What a figure says of itself. */
export interface FigureAbout {
  readonly title: string;
  /** The book's rows that it realizes: "W4.1", "A1.3", "E1.1", "X1.5". */
  readonly rows: readonly RowId[];
  /** What one sees in it and can do with it, for those who cannot see it, and for the list of figures. */
  readonly description: string;
  /** It is a whole page, which shares itself in its own way: no link, picture or embedding is offered under it. */
  readonly isPage?: boolean;
}
