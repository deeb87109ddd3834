import type { Screen } from "./screen.ts";
import { widthOf } from "./wrap.ts";

/** The last lines of a terminal, drawn over again and again; lines that are kept go above them. Draws nothing elsewhere. */
export class LiveBlock {
  readonly #screen: Screen;
  #drawn: readonly string[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Shows other lines; those for which the screen is too low are left out, as they could not be drawn over. */
  show(lines: readonly string[]): void {
    if (!this.#screen.isTerminal) return;
    const fitting = lines.slice(0, Math.max(1, this.#screen.rows - 1));
    if (fitting.join("\n") === this.#drawn.join("\n")) return;
    this.#screen.write(this.#erasing() + fitting.join("\n"));
    this.#drawn = fitting;
  }

  /** Prints lines that stay, and the block again below them. */
  print(...lines: readonly string[]): void {
    this.#screen.write(this.#erasing() + lines.map((line) => `${line}\n`).join("") + this.#drawn.join("\n"));
  }

  /** Takes it away. */
  clear(): void {
    const erasing = this.#erasing();
    if (erasing !== "") this.#screen.write(erasing);
    this.#drawn = [];
  }

  /** To the beginning of its first row, and nothing from there on; a terminal that became narrower has broken its lines. */
  #erasing(): string {
    if (this.#drawn.length === 0) return "";
    const { columns } = this.#screen;
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    return `\r${rows > 1 ? `\x1b[${rows - 1}A` : ""}\x1b[J`;
  }
}
