/** HTML and SVG as text, in which whatever is put in is escaped: only what `markup` itself wrote is taken as it is. */

/** Something that is written into markup; what is undefined or false is left out. */
export type Part = string | number | Markup | readonly Part[] | undefined | false;

/** A piece of HTML or SVG. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  /** Text that is markup already, and not from elsewhere. */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

/**
 * Markup with parts in it, each escaped for text and for attributes between quotation marks.
 *
 * @example String(markup`<p title="${name}">${[1, 2].map((n) => markup`<b>${n}</b>`)}</p>`)
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? "";
  parts.forEach((part, i) => {
    text += written(part) + strings[i + 1];
  });
  return Markup.trusted(text);
}

function written(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "number") return String(part);
  return typeof part === "string" ? escaped(part) : part.map(written).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text that nobody reads as markup. What no page may hold, or turns the direction of what follows, is shown as a sign. */
export function escaped(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Controls, halves of characters, noncharacters, and the signs that turn text around. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get through.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}\p{Noncharacter_Code_Point}]/gu;
