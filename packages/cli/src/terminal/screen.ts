import { type Style, styleFor } from "./style.ts";

/** How finely a screen can colour: not at all, the 256 colours of old terminals, or any. */
export type ColorDepth = "none" | "256" | "true";

/** One of the two output streams, and what it can show. */
export interface Screen {
  /** Whether someone is looking, so that a line may be drawn over. */
  readonly isTerminal: boolean;
  readonly colors: ColorDepth;
  readonly style: Style;
  /** Its size now; a terminal can be resized. */
  readonly columns: number;
  readonly rows: number;
  write(text: string): void;
}

/** How wide a line may be: a program that reads lines, or a file, has room for any. */
export function roomOf({ isTerminal, columns }: Pick<Screen, "isTerminal" | "columns">): number {
  return isTerminal ? columns : Number.POSITIVE_INFINITY;
}

/** The part of a stream that a screen needs; process.stdout is one. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

/** The environment variables that say something about colours. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The screen behind a stream. Colours only on a terminal, and not where NO_COLOR or --no-color forbids them. */
export function screenOf(stream: OutputStream, environment: Environment, noColor: boolean): Screen {
  const isTerminal = stream.isTTY === true && environment.TERM !== "dumb";
  const colors = isTerminal && !noColor && !environment.NO_COLOR ? depth(environment) : "none";
  return {
    isTerminal,
    colors,
    style: styleFor(colors !== "none"),
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write: (text) => void stream.write(text),
  };
}

function depth({ COLORTERM, TERM, WT_SESSION }: Environment): ColorDepth {
  if (/truecolor|24bit/i.test(COLORTERM ?? "") || /direct|kitty/i.test(TERM ?? "") || WT_SESSION) return "true";
  return "256";
}
