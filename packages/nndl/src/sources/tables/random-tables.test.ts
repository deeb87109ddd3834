import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { toUtf8 } from "../../utf8.ts";
import { DecimalReader } from "./decimal.ts";
import { isMissing } from "./missing.ts";
import { numberAt } from "./raw-table.ts";
import { readCsv } from "./read-csv.ts";

const separators = [",", ";", "\t", "|"] as const;
const lineEnds = ["\n", "\r\n", "\r"] as const;

/** A number as some program writes it, and its value. */
const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 6 }))
    .map(([whole, places]) => (whole / 10 ** places).toFixed(places)),
);
/** A word that is neither a number nor says that nothing is there; quotes, separators and line ends are in it. */
const word = fc
  .string({ unit: fc.constantFrom(..."abz ,;|\t\"'ßé日\n\r.-"), minLength: 1, maxLength: 6 })
  .filter((text) => /[abzßé日]/.test(text) && !isMissing(text));

interface Table {
  readonly names: readonly string[];
  readonly columns: readonly { readonly kind: "number" | "words"; readonly cells: readonly string[] }[];
}

const tables: fc.Arbitrary<Table> = fc
  .record({ rows: fc.integer({ min: 2, max: 8 }), kinds: fc.array(fc.boolean(), { minLength: 2, maxLength: 6 }) })
  .chain(({ rows, kinds }) =>
    fc.tuple(
      ...kinds.map((isNumber, i) =>
        fc.array(isNumber || i === 0 ? number : word, { minLength: rows, maxLength: rows }).map((cells) => ({
          kind: isNumber || i === 0 ? ("number" as const) : ("words" as const),
          cells,
        })),
      ),
    ),
  )
  .map((columns) => ({ names: columns.map((_, i) => `name ${i}`), columns }));

/** As RFC 4180 has it: quoted where it must be, and elsewhere where somebody likes. */
function write(
  { names, columns }: Table,
  separator: string,
  lineEnd: string,
  decimal: "." | ",",
  quoteAll: boolean,
  isLastOpen: boolean,
): string {
  const cell = (text: string) =>
    quoteAll ||
    /["\n\r]|^ | $/.test(text) ||
    separators.some((other) => text.includes(other) && (other !== "," || separator === ","))
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const point = (text: string, kind: string) => (kind === "number" && decimal === "," ? text.replace(".", ",") : text);
  const rows = Array.from({ length: columns[0]!.cells.length }, (_, row) =>
    columns.map(({ kind, cells }) => cell(point(cells[row]!, kind))).join(separator),
  );
  const text = [names.join(separator), ...rows].join(lineEnd);
  return isLastOpen ? text : text + lineEnd;
}

describe("a table, however it is written,", () => {
  it("is read as the same cells", async () => {
    const forms = fc.record({
      separator: fc.constantFrom(...separators),
      lineEnd: fc.constantFrom(...lineEnds),
      quoteAll: fc.boolean(),
      isLastOpen: fc.boolean(),
      mark: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(tables, forms, async (table, { separator, lineEnd, quoteAll, isLastOpen, mark }) => {
        const text = write(table, separator, lineEnd, ".", quoteAll, isLastOpen);
        await expectSame(table, mark ? `\ufeff${text}` : text);
      }),
      { numRuns: runs(120) },
    );
  });

  it("also with a decimal comma", async () => {
    const numbers = tables.filter(({ columns }) =>
      columns.some(
        ({ kind, cells }) =>
          kind === "number" && cells.some((cell) => /^-?\d*\.\d/.test(cell) && !/^-?[1-9]\d{0,2}\.\d{3}$/.test(cell)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(numbers, fc.constantFrom(";", "\t", "|"), async (table, separator) => {
        // A word with a point and a digit behind it would be a reason to doubt.
        await expectSame(table, write(table, separator, "\n", ",", false, false));
      }),
      { numRuns: runs(50) },
    );
  });
});

async function expectSame({ names, columns }: Table, text: string): Promise<void> {
  const read = await readCsv(toUtf8(text), { name: "table" });
  expect(read.columns.map(({ name }) => name)).toEqual(names);
  for (const [i, { kind, cells }] of columns.entries()) {
    const column = read.columns[i]!;
    expect(column.kind).toBe(kind);
    const back = cells.map((_, row) =>
      column.kind === "words" ? column.words[column.codes[row]!] : numberAt(column, row),
    );
    expect(back).toEqual(kind === "words" ? cells : cells.map((cell) => Number(cell) + 0));
  }
}

describe("a decimal number", () => {
  const digits = (min: number, max: number) =>
    fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: min, maxLength: max });
  const written = fc
    .tuple(
      fc.constantFrom("", "-", "+"),
      digits(0, 25),
      fc.constantFrom("", "."),
      digits(0, 25),
      fc.constantFrom("", "e5", "E-7", "e+300", "e-320"),
    )
    .filter(([, whole, point, fraction]) => whole.length > 0 || (point === "." && fraction.length > 0))
    .map(
      ([sign, whole, point, fraction, exponent]) => sign + whole + point + (point === "" ? "" : fraction) + exponent,
    );

  it("is exactly what Number gives", () => {
    const reader = new DecimalReader(".");
    fc.assert(
      fc.property(fc.oneof(written, number), (text) => {
        const bytes = toUtf8(text);
        expect(reader.read(bytes, 0, bytes.length)).toBe(true);
        expect(reader.value()).toBe(Number(text) + 0);
      }),
      { numRuns: runs(1000) },
    );
  });

  it.each(["", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "Infinity", "NaN", "1,5", "--1", "1 2"])(
    "is not %j",
    (text) => {
      expect(new DecimalReader(".").read(toUtf8(text), 0, text.length)).toBe(false);
    },
  );
});
