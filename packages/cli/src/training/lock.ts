/** Keeps two processes from writing to one run folder. */
import { randomUUID } from "node:crypto";
import { linkSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { writing } from "../files.ts";
import { UsageError } from "../usage-error.ts";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/** Milliseconds after which a process that finds no way in gives up; there is always one unless somebody was stopped in between. */
const longestWait = 10_000;

/**
 * Takes a run folder for this process, until the returned function gives it back. A lock whose process has died, as after
 * a kill, counts for nothing.
 *
 * @throws UsageError "run.locked" when a process that is alive has it; NndlError "file.write" when nothing can be written there
 */
export function lock(folder: string): () => void {
  const path = join(folder, "lock.json");
  const started = performance.now();
  for (;;) {
    if (take(folder, path)) return () => rmSync(path, { force: true });
    const holder = readOwner(path);
    if (holder !== undefined && isAlive(holder)) throw locked(folder, path, holder);
    if (!removeStale(folder, path) && performance.now() - started > longestWait)
      throw locked(folder, path, holder ?? { pid: 0, host: hostname() });
  }
}

/** Puts the lock there, whole, if there is none: a link appears with all that it has, and never beside another. */
function take(folder: string, path: string): boolean {
  const whole = join(folder, `.nndl-${process.pid}-${randomUUID()}.tmp`);
  const content = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner);
  return writing(path, () => {
    try {
      writeFileSync(whole, content, { flag: "wx" });
      return createAs(whole, path, content);
    } finally {
      rmSync(whole, { force: true });
    }
  });
}

function createAs(whole: string, path: string, content: string): boolean {
  try {
    linkSync(whole, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // Some file systems have no links: there the lock is for a moment a file without content.
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP", "EMLINK"].includes(code ?? "")) throw error;
  }
  try {
    writeFileSync(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a lock whose process has died. Only one at a time may look and remove, or the second would remove what the first has
 * just put there: each says that it is about to, then looks whether another says so, and whoever sees one steps back. (Of two,
 * the one that says it later sees the other.) False where it stepped back.
 */
function removeStale(folder: string, path: string): boolean {
  const mine = `${claimPrefix}${process.pid}-${randomUUID()}.tmp`;
  const claim = join(folder, mine);
  // Between its name and its content it is of another host, and counts as there.
  writing(claim, () => writeFileSync(claim, hostname(), { flag: "wx" }));
  try {
    const others = readdirSync(folder).filter((name) => name.startsWith(claimPrefix) && name !== mine);
    if (!others.some((name) => isClaimed(folder, name))) {
      const holder = readOwner(path);
      if (holder === undefined || !isAlive(holder)) rmSync(path, { force: true });
      return true;
    }
  } finally {
    rmSync(claim, { force: true });
  }
  sleep(1 + 10 * Math.random());
  return false;
}

const claimPrefix = ".nndl-unlock-";

/** Whether who claims is still there; one that was killed in between left its claim behind, which anyone may remove. */
function isClaimed(folder: string, name: string): boolean {
  const path = join(folder, name);
  try {
    const host = readFileSync(path, "utf8");
    const pid = Number(name.slice(claimPrefix.length).split("-", 1)[0]);
    const isThere = host === hostname() ? isAlive({ pid, host }) : Date.now() - statSync(path).mtimeMs < longestWait;
    if (isThere) return true;
    rmSync(path, { force: true });
    return false;
  } catch {
    // It is gone.
    return false;
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function readOwner(path: string): Owner | undefined {
  try {
    const { pid, host } = JSON.parse(readFileSync(path, "utf8")) as Partial<Owner>;
    return typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && typeof host === "string"
      ? { pid, host }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process runs; on another machine nobody can tell, so it counts as running. */
function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function locked(folder: string, path: string, { pid, host }: Owner): UsageError {
  return new UsageError("run.locked", {
    problem: `the run ${folder} is in use: process ${pid} on ${host} is training there`,
    next: `Wait for it or interrupt it; if it is gone, remove ${path}.`,
  });
}
