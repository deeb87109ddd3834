/** Files of rows, as `nndl predict` takes them beside pictures. */
import { readFile } from "node:fs/promises";
import { systemReason } from "nndl/check";
import type { SourceFile } from "nndl/sources";
import { UsageError } from "../usage-error.ts";

/** Whether a file is called like a table. */
export function isRowFile(path: string): boolean {
  return /\.(csv|tsv|tab|psv|jsonl|ndjson)(\.gz)?$/i.test(path);
}

/** Whether a file is called like a text. */
export function isTextFile(path: string): boolean {
  return /\.(txt|text|md)$/i.test(path);
}

/** A file on this machine, for a reader of tables, or of what else is named. */
export function rowFile(path: string, what = "a table"): SourceFile {
  return {
    path,
    async read() {
      try {
        return Uint8Array.from(await readFile(path));
      } catch (cause) {
        throw new UsageError(
          "file.read",
          { problem: `${path} cannot be read: ${systemReason(cause).text}`, next: `Give the path of ${what}.` },
          { cause },
        );
      }
    },
  };
}
