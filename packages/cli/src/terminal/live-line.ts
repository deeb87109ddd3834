import type { Screen } from "./screen.ts";
import { widthOf } from "./wrap.ts";

const separator = "  ";

/** The last line of a terminal, drawn over again and again; lines that are kept go above it. */
export class LiveLine {
  readonly #screen: Screen;
  #drawn = "";

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Shows other parts in it, the most important first: what is too wide is left out, as it could not be drawn over. */
  show(parts: readonly string[]): void {
    if (!this.#screen.isTerminal) return;
    const text = fit(parts, this.#screen.columns - 1);
    if (text !== this.#drawn) this.#screen.write(`\r\x1b[K${text}`);
    this.#drawn = text;
  }

  /** Prints lines that stay, and the live line again below them. */
  print(...lines: readonly string[]): void {
    const erase = this.#drawn === "" ? "" : "\r\x1b[K";
    this.#screen.write(`${erase}${lines.map((line) => `${line}\n`).join("")}${this.#drawn}`);
  }

  /** Takes it away. */
  clear(): void {
    if (this.#drawn !== "") this.#screen.write("\r\x1b[K");
    this.#drawn = "";
  }
}

/** As many whole parts as there is room for. */
function fit(parts: readonly string[], columns: number): string {
  let text = "";
  for (const part of parts) {
    const longer = text === "" ? part : text + separator + part;
    if (widthOf(longer) > columns) break;
    text = longer;
  }
  return text;
}
