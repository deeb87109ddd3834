/** A table from a file, whatever form it has. */
import type { Bytes } from "../../bytes.ts";
import { gunzip } from "../../data/index.ts";
import { nameOf, type SourceFile } from "../source-file.ts";
import type { RawTable } from "./raw-table.ts";
import { type ReadTableOptions, readCsv } from "./read-csv.ts";
import { readJsonLines } from "./read-json-lines.ts";

/** What tables are called, also when they are gzipped. */
const tableName = /\.(csv|tsv|tab|psv|jsonl|ndjson)(\.gz)?$/i;
/** What a table may be called where it is the only file. */
const looseName = /\.(csv|tsv|tab|psv|jsonl|ndjson|json|txt|data|dat|test|all)(\.gz)?$/i;
/** A gzipped table of more than a gigabyte would not fit into memory once it is read. */
const mostBytes = 2 ** 30;

/** Whether a file is called like a table. */
export function isTable(file: SourceFile): boolean {
  return tableName.test(nameOf(file));
}

/** Whether a file that is alone may be a table, by its name. */
export function mayBeTable(file: SourceFile): boolean {
  return looseName.test(nameOf(file));
}

/** Reads a file as a table: JSON where it begins as JSON, and cells with separators otherwise. */
export async function readTable(
  file: SourceFile,
  options: ReadTableOptions,
): Promise<{ readonly table: RawTable; readonly bytes: number }> {
  const packed = await file.read();
  return { table: await readContent(await gunzip(packed, file.path, mostBytes), options), bytes: packed.length };
}

async function readContent(content: Bytes, options: ReadTableOptions): Promise<RawTable> {
  return beginsAsJson(content) ? readJsonLines(content, options) : readCsv(content, options);
}

const SPACES = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf];
const [OBJECT, LIST] = [0x7b, 0x5b];

function beginsAsJson(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length && SPACES.includes(bytes[at]!)) at++;
  return bytes[at] === OBJECT || bytes[at] === LIST;
}
