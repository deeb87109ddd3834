/** For tests: a page as the parser of the HTML standard reads it. */
import { type DefaultTreeAdapterTypes, type ParserError, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface ParsedPage {
  /** What the parser found wrong, each with its line. */
  readonly errors: readonly string[];
  /** All elements, in their order. */
  readonly elements: readonly Element[];
}

export function parsePage(html: string): ParsedPage {
  const errors: string[] = [];
  const onParseError = ({ code, startLine }: ParserError) => errors.push(`${code} in line ${startLine}`);
  const elements: Element[] = [];
  const walk = (node: Node) => {
    if ("tagName" in node) elements.push(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  walk(parse(html, { sourceCodeLocationInfo: true, onParseError }));
  // What the parser adds or moves was written wrongly: every element has its own tag in the source.
  for (const element of elements)
    if (element.sourceCodeLocation?.startTag === undefined && element.tagName !== "tbody")
      errors.push(`<${element.tagName}> was not written`);
  return { errors, elements };
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}

/** All text in an element, with single spaces. */
export function textOf(node: Node): string {
  const text = (each: Node): string =>
    "value" in each ? each.value : "childNodes" in each ? each.childNodes.map(text).join(" ") : "";
  return text(node).replace(/\s+/g, " ").trim();
}

export function byId({ elements }: ParsedPage, id: string): Element {
  const found = elements.find((element) => attribute(element, "id") === id);
  if (found === undefined) throw new Error(`the page has no ${id}`);
  return found;
}

/** The elements of a kind within another. */
export function within(root: Element, tagName: string): readonly Element[] {
  const found: Element[] = [];
  const walk = (node: Node) => {
    if ("tagName" in node && node.tagName === tagName) found.push(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  };
  root.childNodes.forEach(walk);
  return found;
}
