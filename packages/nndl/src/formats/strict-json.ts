/**
 * JSON read into Maps. `JSON.parse` keeps the last of two equal keys in silence, moves keys that look like numbers to the
 * front, and gives `__proto__` a chance; a Map has none of these habits, so a reader that must be strict needs no exceptions.
 */

/** A JSON value, with a Map in the place of an object. */
export type StrictJson = null | boolean | number | string | readonly StrictJson[] | ReadonlyMap<string, StrictJson>;

/** No honest header nests deeper; a hostile one must not exhaust the stack. */
const MAX_DEPTH = 64;

const SPACE = /[ \t\n\r]*/y;
/** Whatever may be a number or a word; whether it is one is for JSON.parse to say. */
const SCALAR = /[-+.\w]+/y;

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError that says what is wrong and where: also for a key that comes twice in one object, for nesting deeper
 *   than 64, and for a number that no double can hold
 * @example
 * parseStrictJson('{"a": [1]}'); // Map { "a" => [1] }
 */
export function parseStrictJson(text: string): StrictJson {
  let at = 0;

  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at character ${at}`);
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const accept = (symbol: string): boolean => {
    match(SPACE);
    if (text[at] !== symbol) return false;
    at++;
    return true;
  };
  const expect = (symbol: string): void => {
    if (!accept(symbol)) fail(at < text.length ? `no "${symbol}"` : `the end instead of "${symbol}"`);
  };

  /** From one quotation mark to the next that no backslash escapes. */
  const quoted = (): string => {
    const start = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at++;
    return text.slice(start, at);
  };

  const scalar = (): null | boolean | number | string => {
    match(SPACE);
    const start = at;
    const token = text[at] === '"' ? quoted() : match(SCALAR);
    if (token === undefined) return fail(at < text.length ? "no value" : "the end instead of a value");
    let value: null | boolean | number | string;
    try {
      value = JSON.parse(token) as null | boolean | number | string;
    } catch {
      at = start;
      return fail("a malformed value");
    }
    if (typeof value === "number" && !Number.isFinite(value)) {
      at = start;
      fail("a number beyond all doubles");
    }
    return value;
  };

  const list = (depth: number): StrictJson[] => {
    const items: StrictJson[] = [];
    if (accept("]")) return items;
    do items.push(value(depth + 1));
    while (accept(","));
    expect("]");
    return items;
  };

  const object = (depth: number): Map<string, StrictJson> => {
    const entries = new Map<string, StrictJson>();
    if (accept("}")) return entries;
    do {
      const key = scalar();
      if (typeof key !== "string") return fail("a key that is not a string");
      if (entries.has(key)) fail(`the key ${JSON.stringify(key)} for the second time`);
      expect(":");
      entries.set(key, value(depth + 1));
    } while (accept(","));
    expect("}");
    return entries;
  };

  const value = (depth: number): StrictJson => {
    if (depth > MAX_DEPTH) fail(`nesting deeper than ${MAX_DEPTH}`);
    if (accept("{")) return object(depth);
    if (accept("[")) return list(depth);
    return scalar();
  };

  const whole = value(1);
  match(SPACE);
  if (at < text.length) fail("more text after the value");
  return whole;
}
