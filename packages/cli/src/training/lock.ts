/** Keeps two processes from writing to one run folder. */
import { createHash, randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { writeText, writing } from "../files.ts";
import { UsageError } from "../usage-error.ts";

/** The process that has a folder. */
export interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** Another process has the folder. */
export class FolderInUse extends UsageError {
  /** The process, where it is one of this machine's. */
  readonly pid: number | undefined;

  constructor(folder: string, path: string, { pid, host }: Owner) {
    super("run.locked", {
      problem: `the run ${folder} is in use: process ${pid} on ${host} is training there`,
      next: `Wait for it or interrupt it; if it is gone, remove ${path}.`,
    });
    this.pid = host === hostname() ? pid : undefined;
  }
}

/** Milliseconds after which a process that finds no way in gives up; there is always one unless somebody was stopped in between. */
const longestWait = 10_000;

/** Milliseconds for which a lock that cannot be read may be one that is just being written. */
const longestWrite = 2000;

/** What this process has locked: its number alone says little, as the number of a process that was killed is given again. */
const mine = new Set<string>();

/**
 * Takes a run folder for this process, until the returned function gives it back. A lock whose process has died, as after
 * a kill, counts for nothing.
 *
 * @throws FolderInUse "run.locked" when a process that is alive has it; NndlError "file.write" when nothing can be written there
 */
export function lock(folder: string): () => void {
  const path = join(folder, "lock.json");
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() } satisfies Owner & {
    token: string;
  });
  mine.add(content);
  const started = performance.now();
  for (;;) {
    const found = writing(path, () => take(path, content));
    if (found === "taken") break;
    if (found !== "busy" || performance.now() - started > longestWait) {
      mine.delete(content);
      throw new FolderInUse(
        folder,
        path,
        found === "busy" ? (ownerOf(read(path)) ?? { pid: 0, host: hostname() }) : found,
      );
    }
    sleep(1 + 10 * Math.random());
  }
  // Permits for what the lock was before: whoever still holds one finds another lock than it asked for.
  for (const name of readdirSync(folder))
    if (name.startsWith(permitPrefix)) rmSync(join(folder, name), { force: true });
  return () => {
    if (read(path) === content) rmSync(path, { force: true });
    mine.delete(content);
  };
}

/** Who has a run folder now; undefined where nobody has it who is alive. Nothing is changed. */
export function lockedBy(folder: string): Owner | undefined {
  const path = join(folder, "lock.json");
  const there = read(path);
  if (there === undefined) return undefined;
  const owner = ownerOf(there);
  if (owner === undefined) return isBeingWritten(path) ? { pid: 0, host: hostname() } : undefined;
  return isAlive(owner, there) ? owner : undefined;
}

/**
 * Puts `content` at `path` if nobody who is alive has it: "taken", who has it, or "busy" when somebody is about to change it.
 * A lock whose owner died is replaced by whoever holds the permit for just this lock, which is itself a lock and taken in the same
 * way. So what is there changes only under the permit for it, and two never replace the same lock.
 */
function take(path: string, content: string): "taken" | "busy" | Owner {
  if (create(path, content)) return "taken";
  const there = read(path);
  if (there === undefined) return "busy";
  const owner = ownerOf(there);
  if (owner === undefined ? isBeingWritten(path) : isAlive(owner, there)) return owner ?? "busy";

  const permit = permitFor(path, there);
  if (take(permit, content) !== "taken") return "busy";
  try {
    if (read(path) !== there) return "busy";
    writeText(path, content);
    return "taken";
  } finally {
    rmSync(permit, { force: true });
  }
}

const permitPrefix = ".nndl-unlock-";

/** Where the permit to replace just this lock lies. */
export function permitFor(path: string, content: string): string {
  const hash = createHash("sha256").update(path).update("\0").update(content).digest("hex");
  return join(dirname(path), `${permitPrefix}${hash.slice(0, 16)}.json`);
}

/** Puts a file there, whole, if there is none: a link appears with all that it has, and never beside another. */
function create(path: string, content: string): boolean {
  const temporary = join(dirname(path), `.nndl-${process.pid}-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // Some file systems have no links: there a lock is for a moment a file without content.
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP", "EMLINK"].includes(code ?? "")) throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function ownerOf(content: string | undefined): Owner | undefined {
  try {
    const { pid, host } = JSON.parse(content ?? "") as Partial<Owner>;
    return typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && typeof host === "string"
      ? { pid, host }
      : undefined;
  } catch {
    return undefined;
  }
}

function isBeingWritten(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs < longestWrite;
  } catch {
    return true;
  }
}

/** Whether a lock's process runs; on another machine nobody can tell, so it counts as running. */
function isAlive({ pid, host }: Owner, content: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return mine.has(content);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
