/** What a figure's state is made of: values that a link can hold, each read as strictly as anything that comes from outside. */

export interface Field<Value> {
  /** What it is before anybody touches it. */
  readonly start: Value;
  /** What it must be, for the sentence that refuses another: "a number from −5 to 5". */
  readonly expected: string;
  /** The value that a text stands for; undefined where it stands for none. */
  read(text: string): Value | undefined;
  write(value: Value): string;
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

const between = ({ min, max }: Range) => `from ${min} to ${max}`.replaceAll("-", "−");

/** "-0.5", "8", "1e-7": what JavaScript writes of a number, and nothing else. */
function numberIn(text: string, { min, max }: Range): number | undefined {
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

/** A number. */
export function amount(start: number, range: Range): Field<number> {
  return { start, expected: `a number ${between(range)}`, read: (text) => numberIn(text, range), write: String };
}

/** A whole number. */
export function whole(start: number, range: Range): Field<number> {
  const read = (text: string) => {
    const value = numberIn(text, range);
    return Number.isInteger(value) ? value : undefined;
  };
  return { start, expected: `a whole number ${between(range)}`, read, write: String };
}

/** Several numbers. */
export function amounts(
  start: readonly number[],
  { least = start.length, most = start.length, ...range }: Range & { readonly least?: number; readonly most?: number },
): Field<number[]> {
  const read = (text: string) => {
    const values = text === "" ? [] : text.split(",").map((each) => numberIn(each, range));
    return values.length >= least && values.length <= most && values.every((value) => value !== undefined)
      ? values
      : undefined;
  };
  const many = least === most ? String(least) : `${least} to ${most}`;
  return {
    start: [...start],
    expected: `${many} numbers ${between(range)}, with commas between them`,
    read,
    write: (values) => values.join(","),
  };
}

/** Several whole numbers. */
export function wholes(start: readonly number[], range: Parameters<typeof amounts>[1]): Field<number[]> {
  const field = amounts(start, range);
  const read = (text: string) => {
    const values = field.read(text);
    return values?.every(Number.isInteger) ? values : undefined;
  };
  return { ...field, expected: field.expected.replace("numbers", "whole numbers"), read };
}

/** Several that are each 0 or 1: "011". */
export function bits(
  start: readonly (0 | 1)[],
  { least = start.length, most = start.length }: { readonly least?: number; readonly most?: number } = {},
): Field<(0 | 1)[]> {
  const read = (text: string) => {
    const isRight = /^[01]*$/.test(text) && text.length >= least && text.length <= most;
    return isRight ? [...text].map((bit) => (bit === "1" ? 1 : 0)) : undefined;
  };
  return {
    start: [...start],
    expected: `${least === most ? least : `${least} to ${most}`} digits, each 0 or 1`,
    read,
    write: (value) => value.join(""),
  };
}

/** One of a few. */
export function oneOf<const Value extends string>(start: Value, values: readonly Value[]): Field<Value> {
  return {
    start,
    expected: `one of ${values.join(", ")}`,
    read: (text) => values.find((value) => value === text),
    write: (value) => value,
  };
}

/** Yes or no. */
export function flag(start: boolean): Field<boolean> {
  return {
    start,
    expected: "yes or no",
    read: (text) => (text === "yes" ? true : text === "no" ? false : undefined),
    write: (value) => (value ? "yes" : "no"),
  };
}

/** Something typed, such as a formula; who uses it says whether it can be read. */
export function typed(start: string, most = 300): Field<string> {
  return {
    start,
    expected: `at most ${most} characters on one line`,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is kept out.
    read: (text) => (text.length <= most && !/[\u0000-\u001f\u007f]/.test(text) ? text : undefined),
    write: (value) => value,
  };
}
