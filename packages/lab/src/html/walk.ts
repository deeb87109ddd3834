/** Reads HTML that our own programs have written: tags are closed, and attributes stand in double quotes or without a value. */

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Visitor {
  /** An element begins; `within` are those around it, the outermost first. */
  readonly open?: (element: Element, within: readonly Element[]) => void;
  readonly close?: (element: Element, within: readonly Element[]) => void;
  readonly text?: (text: string, within: readonly Element[]) => void;
}

const VOID = new Set("area base br col hr img input link meta source track wbr".split(" "));
const PART = /<!--.*?-->|<(\/?)([\w-]+)((?:\s+[^\s="<>/]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gs;

/**
 * @throws Error for an end tag that ends nothing
 */
export function walk(html: string, { open, close, text }: Visitor): void {
  const within: Element[] = [];
  let said = "";
  const end = () => {
    const element = within.pop()!;
    close?.(element, within);
  };
  for (const [part, closing, tag, attributes = "", alone] of html.matchAll(PART)) {
    if (part.startsWith("<!--")) continue;
    if (tag === undefined) {
      said = part;
      text?.(decoded(part), within);
    } else if (closing === "/") {
      const at = within.findLastIndex((element) => element.tag === tag);
      if (at < 0) throw new Error(`</${tag}> closes nothing, after "${said}"`);
      while (within.length > at) end();
    } else {
      const element = { tag, attributes: attributesIn(attributes) };
      open?.(element, within);
      within.push(element);
      if (VOID.has(tag) || alone === "/") end();
    }
  }
}

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([^\s="<>/]+)(?:="([^"]*)")?/g)].map(([, name, value = ""]) => [name!, decoded(value)]),
  );
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

function decoded(text: string): string {
  return text.replace(/&(?:(\w+)|#x([\da-f]+)|#(\d+));/gi, (whole, name?: string, hex?: string, decimal?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

/** Whether an element is one of a class. */
export function isOf({ attributes }: Element, name: string): boolean {
  return (attributes.class ?? "").split(" ").includes(name);
}
