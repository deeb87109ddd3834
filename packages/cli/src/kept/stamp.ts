/** What tells whether files have changed, without reading them: each one's size, its times to the nanosecond, and its number. */
import { createHash } from "node:crypto";
import { type BigIntStats, readdirSync, realpathSync, statSync } from "node:fs";
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
    return stampOfFiles(filesUnder(path, []));
  } catch {
    return undefined;
  }
}

/** A file and what the system knows of it; nothing where a link leads nowhere. */
type Found = readonly [path: string, status: BigIntStats | undefined];

/** All that the library would list, and perhaps more. @param above the folders that it lies in: a link may lead back to one */
function filesUnder(path: string, above: readonly string[]): readonly Found[] {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!status?.isDirectory()) return [[path, status]];
  const real = realpathSync(path);
  if (above.includes(real)) return [];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesUnder(join(path, name), [...above, real]));
}

function stampOfFiles(files: readonly Found[]): Stamp {
  const hash = createHash("sha256");
  let changed = 0n;
  for (const [path, found] of files) {
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
