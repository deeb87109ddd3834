/** The different words of a column, numbered as they come, without a text for each cell. */

/** Words by their bytes: a hash table with open addressing over places in the file. */
export class Dictionary {
  /** Where each word begins and ends in the bytes, and whether it was quoted. */
  readonly places: { readonly start: number; readonly end: number; readonly isQuoted: boolean }[] = [];
  readonly #bytes: Uint8Array;
  #table = new Int32Array(64).fill(-1);

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The number of a word, a new one where it has not come before. */
  numberOf(start: number, end: number, isQuoted: boolean): number {
    const bytes = this.#bytes;
    const mask = this.#table.length - 1;
    for (let slot = hashOf(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#table[slot]!;
      if (found >= 0) {
        if (this.#isSame(found, start, end)) return found;
        continue;
      }
      this.#table[slot] = this.places.length;
      this.places.push({ start, end, isQuoted });
      if (this.places.length * 2 > this.#table.length) this.#grow();
      return this.places.length - 1;
    }
  }

  #isSame(word: number, start: number, end: number): boolean {
    const { start: from, end: to } = this.places[word]!;
    if (to - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (this.#bytes[i] !== this.#bytes[j]) return false;
    return true;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 4).fill(-1);
    const mask = table.length - 1;
    this.places.forEach(({ start, end }, word) => {
      let slot = hashOf(this.#bytes, start, end) & mask;
      while (table[slot]! >= 0) slot = (slot + 1) & mask;
      table[slot] = word;
    });
    this.#table = table;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
