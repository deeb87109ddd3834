/** What a figure says of itself. */
export interface FigureAbout {
  readonly title: string;
  /** The rows of the book's facts that it realizes: "W4.1", "A1.3", "E1.1", "X1.5". */
  readonly rows: readonly string[];
  /** What one sees in it and can do with it, for those who cannot see it, and for the list of figures. */
  readonly description: string;
}
