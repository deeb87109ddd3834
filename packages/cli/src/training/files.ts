/** Files of a run, written so that a crash leaves the old content or the new. */
import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { systemReason } from "nndl/check";
import { UsageError } from "../usage-error.ts";

/** Replaces a small text file. */
export function writeText(path: string, text: string): void {
  const temporary = join(dirname(path), `.nndl-${process.pid}-${randomUUID()}.tmp`);
  const bytes = Buffer.from(text);
  const file = openSync(temporary, "wx");
  try {
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Makes sure that a directory is there to be written to, or could be made, and leaves nothing behind.
 *
 * Tries it instead of asking for permissions, which tell little of read-only disks and nothing to an administrator.
 *
 * @throws UsageError "option.out"
 */
export function checkWritable(directory: string): void {
  const existing = nearestExisting(resolve(directory));
  try {
    rmdirSync(mkdtempSync(join(existing, ".nndl-")));
  } catch (error) {
    throw new UsageError(
      "option.out",
      {
        problem: `the run's folder ${directory} cannot be written to: ${systemReason(error).text} in ${existing}`,
        next: "Choose another with --out.",
      },
      { cause: error },
    );
  }
}

/** The directory itself, or the nearest one above it that is there. */
function nearestExisting(path: string): string {
  // What cannot be looked at counts as absent: trying to write above it will tell why.
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}
