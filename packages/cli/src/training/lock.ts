/** Keeps two processes from writing to one run folder. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { UsageError } from "../usage-error.ts";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes a run folder for this process, until the returned function gives it back. A lock whose process has died, as after
 * a kill, counts for nothing.
 *
 * @throws UsageError "run.locked" when a process that is alive has it
 */
export function lock(folder: string): () => void {
  const path = join(folder, "lock.json");
  const owner: Owner = { pid: process.pid, host: hostname() };
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(owner), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = readOwner(path);
      if (holder !== undefined && isAlive(holder)) throw locked(folder, path, holder);
      rmSync(path, { force: true });
    }
  }
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
