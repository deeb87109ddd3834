/** Which column of a table keeps it from being read. */
import { NndlError } from "nndl";

const codes: readonly string[] = ["table.words", "table.cell", "table.number"];

/** The column, or the field, that a table can be read without, as its refusal says; undefined where it says of none. */
export function refusedColumn(error: unknown): string | undefined {
  if (!(error instanceof NndlError) || !codes.includes(error.code)) return undefined;
  if (!/leave the column out/i.test(error.next)) return undefined;
  const quoted = /(?:column|field) ("(?:[^"\\]|\\.)*")/.exec(error.problem)?.[1];
  try {
    return quoted === undefined ? undefined : (JSON.parse(quoted) as string);
  } catch {
    // Too long a name is not written out.
    return undefined;
  }
}
