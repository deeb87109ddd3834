/** The book's own chapters, in their order, whether the lab has them yet or not. */
export interface BookChapter {
  /** None for the appendix. */
  readonly number?: number;
  readonly title: string;
  /** Where it can be read. */
  readonly url: string;
}

const site = "http://neuralnetworksanddeeplearning.com";

export const bookChapters: readonly BookChapter[] = [
  ...[
    "Using neural nets to recognize handwritten digits",
    "How the backpropagation algorithm works",
    "Improving the way neural networks learn",
    "A visual proof that neural nets can compute any function",
    "Why are deep neural networks hard to train?",
    "Deep learning",
  ].map((title, i) => ({ number: i + 1, title, url: `${site}/chap${i + 1}.html` })),
  { title: "Is there a simple algorithm for intelligence?", url: `${site}/sai.html` },
];

/** What it is called in a list. */
export function nameOf({ number, title }: Pick<BookChapter, "number" | "title">): string {
  return number === undefined ? `Appendix · ${title}` : `${number} · ${title}`;
}
