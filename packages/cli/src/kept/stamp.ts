/** What tells whether files have changed, without reading them: each one's size, its times to the nanosecond, and its number. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Files as they are now. */
export interface Stamp {
  /** Another where any file was changed, added, taken away or put in another's place. */
  readonly hash: Buffer;
  /** When the last of them was changed, in milliseconds since 1970, as far as the disk tells. */
  readonly changed: number;
}

/** All files under a folder, or one file; undefined where one of them cannot be looked at. */
export function stampOf(path: string): Stamp | undefined {
  try {
    return stampOfFiles(filesUnder(path));
  } catch {
    return undefined;
  }
}

function filesUnder(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, String(name)))
    .sort();
}

function stampOfFiles(paths: readonly string[]): Stamp {
  const hash = createHash("sha256");
  let changed = 0n;
  for (const path of paths) {
    // Where a link leads nowhere there is nothing to read, which is a state as well.
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    // A folder's times change with what comes and goes in it, which the names tell better.
    if (found?.isDirectory()) continue;
    const { size, mtimeNs = 0n, ctimeNs = 0n, ino, dev } = found ?? {};
    hash.update(`${path}\0${[size, mtimeNs, ctimeNs, ino, dev].join(" ")}\0`);
    if (mtimeNs > changed) changed = mtimeNs;
    if (ctimeNs > changed) changed = ctimeNs;
  }
  return { hash: hash.digest(), changed: Number(changed / 1_000_000n) };
}

let own: string | undefined;

/** Which build of the library is at work: another one may read the same files otherwise. */
export function libraryStamp(): string {
  if (own === undefined) {
    const folder = join(dirname(createRequire(import.meta.url).resolve("nndl/package.json")), "dist");
    const hash = createHash("sha256");
    for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
      if (!name.endsWith(".js")) continue;
      const { size, mtimeMs } = statSync(join(folder, name));
      hash.update(`${name}\0${size} ${mtimeMs}\0`);
    }
    own = hash.digest("hex");
  }
  return own;
}
