/** Sentences for a screen reader, said when things have come to rest, and at most every five seconds while they have not. */
export class Calm {
  readonly #say: (sentence: string) => void;
  readonly #waiting = new Map<object, string>();
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #longest: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (sentence: string) => void) {
    this.#say = say;
  }

  /** Somebody's sentence is another now. */
  hear(who: object, sentence: string): void {
    // The one that changed last is said last.
    this.#waiting.delete(who);
    this.#waiting.set(who, sentence);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#tell(), 900);
    this.#longest ??= setTimeout(() => this.#tell(), 5000);
  }

  #tell(): void {
    this.close();
    // Where many change at once, two are enough to know of.
    this.#say([...this.#waiting.values()].slice(0, 2).join(". "));
    this.#waiting.clear();
  }

  close(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#longest);
    this.#quiet = this.#longest = undefined;
  }
}
