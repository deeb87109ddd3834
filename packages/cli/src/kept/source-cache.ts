/**
 * What was read of a source, kept beside the runs, so that opening it a second time is immediate. It is a copy of what can be
 * read again: where it is missing, of another state of the files, damaged, or cannot be written, the files are read.
 */
import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join, resolve } from "node:path";
import type { Remark } from "nndl";
import { type OpenedSource, packSource, unpackSource } from "nndl/sources";
import { remove } from "../files.ts";
import { runsDirectory } from "../runs-directory.ts";
import { libraryStamp, type Stamp, stampOf } from "./stamp.ts";

/** Where it is kept: what is forgotten is this folder. */
export const keptFolder = join(runsDirectory, ".data");

/** A file: this, the stamp of the files that were read, the hash of what follows, and the packed source. */
const magic = Buffer.from("nndl kept data 1");
const headSize = magic.length + 64;
const ending = ".kept";

/** What opens faster is not kept. */
const worthwhile = 500;
/** Files that were changed less than this before they were read are not trusted: disks tell times as coarsely as by two seconds. */
const settled = 2500;
/** So many sources are kept, and so many bytes; those that were not used for longest go. */
const most = { count: 20, bytes: 4 * 2 ** 30 };

/** Says how a source is read: what it is, and every option that decides what comes out. */
export type Description = Readonly<Record<string, unknown>>;

export interface SourceCacheOptions {
  readonly folder?: string;
  /** Milliseconds of reading from which on it is worth keeping. */
  readonly worthwhile?: number;
  readonly now?: () => number;
  readonly most?: typeof most;
}

export class SourceCache {
  readonly #options: Required<SourceCacheOptions>;

  constructor(options: SourceCacheOptions = {}) {
    this.#options = { folder: keptFolder, worthwhile, now: Date.now, most, ...options };
  }

  /**
   * Opens a source from what was kept of it, where none of its files has changed; otherwise reads it, and keeps it where
   * that took long.
   *
   * @param path the file or the folder that all its files are in
   */
  async open(path: string, description: Description, read: () => Promise<OpenedSource>): Promise<OpenedSource> {
    const stamp = stampOf(path);
    if (stamp === undefined) return read();
    const place = this.#placeOf(path, description);
    const kept = this.#find(place, stamp);
    if (typeof kept === "object") return kept;
    const [started, began] = [performance.now(), this.#options.now()];
    const source = await read();
    const isWorthwhile = performance.now() - started >= this.#options.worthwhile;
    const hasSettled = stamp.changed < began - settled && stampOf(path)?.hash.equals(stamp.hash) === true;
    if (isWorthwhile && hasSettled) this.#keep(place, stamp, source);
    if (kept !== "damaged") return source;
    return Object.assign(source, { remarks: [...source.remarks, damagedRemark(path)] });
  }

  #placeOf(path: string, description: Description): string {
    const said = JSON.stringify([libraryStamp(), resolve(path), description]);
    return join(this.#options.folder, createHash("sha256").update(said).digest("hex").slice(0, 40) + ending);
  }

  #find(place: string, stamp: Stamp): OpenedSource | "damaged" | undefined {
    try {
      if (
        !readHead(place)
          ?.subarray(magic.length, magic.length + 32)
          .equals(stamp.hash)
      )
        return undefined;
      const bytes = readFileSync(place);
      const packed = bytes.subarray(headSize);
      if (!hashOf([packed]).equals(bytes.subarray(magic.length + 32, headSize))) return "damaged";
      const source = unpackSource(new Uint8Array(packed.buffer, packed.byteOffset, packed.length));
      const now = new Date(this.#options.now());
      // When it was used last decides what goes; where that cannot be written, it goes by when it was kept.
      attempt(() => utimesSync(place, now, now));
      return Object.assign(source, { about: [...(source.about ?? []), aboutKept] });
    } catch {
      return existsSync(place) ? "damaged" : undefined;
    }
  }

  /** Writes it, whole or not at all; that it cannot be written is no failure. */
  #keep(place: string, stamp: Stamp, source: OpenedSource): void {
    const { folder } = this.#options;
    const temporary = join(folder, `.${process.pid}-${randomUUID()}.tmp`);
    attempt(() => {
      const pieces = packSource(source);
      const bytes = pieces.reduce((sum, { length }) => sum + length, headSize);
      if (bytes > this.#options.most.bytes) return;
      mkdirSync(folder, { recursive: true });
      // Nobody wants it in a repository.
      writeFileSync(join(folder, ".gitignore"), "*\n");
      try {
        writeAll(temporary, [magic, stamp.hash, hashOf(pieces), ...pieces]);
        renameSync(temporary, place);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
      this.#removeOldest();
    });
  }

  #removeOldest(): void {
    const { folder, most } = this.#options;
    let [count, bytes] = [0, 0];
    const newestFirst = keptFiles(folder).sort((a, b) => b.used - a.used);
    for (const { path, size } of newestFirst) {
      count++;
      bytes += size;
      if (count > most.count || bytes > most.bytes) attempt(() => rmSync(path, { force: true }));
    }
  }
}

/** Removes all that was kept. @returns how much it was @throws NndlError "file.write" */
export function forgetSources(folder = keptFolder): { readonly sources: number; readonly bytes: number } {
  const files = keptFiles(folder);
  remove(folder);
  return { sources: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** What is said of how a source was read that was not read again. */
const aboutKept = `kept in ${keptFolder} when it was read, and unchanged since (--no-cache reads it again)`;

function damagedRemark(path: string): Remark {
  return {
    code: "data.kept-damaged",
    what: `What was kept of ${path} in ${keptFolder} is damaged, and was not used: the files were read again.`,
  };
}

function keptFiles(folder: string) {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.endsWith(ending))
    .flatMap((name) => {
      const path = join(folder, name);
      const found = statSync(path, { throwIfNoEntry: false });
      return found === undefined ? [] : [{ path, size: found.size, used: found.mtimeMs }];
    });
}

function readHead(place: string): Buffer | undefined {
  if (!existsSync(place)) return undefined;
  const head = Buffer.alloc(headSize);
  const file = openSync(place, "r");
  try {
    const size = readSync(file, head, 0, headSize, 0);
    if (size < headSize || !head.subarray(0, magic.length).equals(magic)) throw new Error("no head");
    return head;
  } finally {
    closeSync(file);
  }
}

function writeAll(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, "wx");
  try {
    for (const piece of pieces) for (let done = 0; done < piece.length; ) done += writeSync(file, piece, done);
  } finally {
    closeSync(file);
  }
}

function hashOf(pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** What does not work need not: undefined then. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
