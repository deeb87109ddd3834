/** Colours and weights of text; each function returns its text unchanged where there are no colours. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly magenta: (text: string) => string;
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  blue: [34, 39],
  magenta: [35, 39],
} as const;

/** A style that colours, or one that does not. */
export function styleFor(colors: boolean): Style {
  const paint = (name: keyof typeof codes) => {
    const [on, off] = codes[name];
    return colors ? (text: string) => `\x1b[${on}m${text}\x1b[${off}m` : (text: string) => text;
  };
  return {
    bold: paint("bold"),
    dim: paint("dim"),
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
    blue: paint("blue"),
    magenta: paint("magenta"),
  };
}
