/** All that the command line writes goes through here: whole or not at all, and with the system's reason where it fails. */
import { randomUUID } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { cannotWrite, NndlError, systemReason } from "nndl/check";
import { UsageError } from "./usage-error.ts";

/**
 * Does something that writes to a path; what the system says against it becomes an error that names the path.
 *
 * @throws NndlError "file.write"
 */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof NndlError) throw error;
    throw cannotWrite(path, error);
  }
}

/**
 * Writes a file, so that a crash leaves the old content or the new. A link keeps pointing where it points; a pipe or a device is
 * written to as it is.
 */
export function writeText(path: string, content: string | Uint8Array): void {
  writing(path, () => {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) writeFileSync(path, content);
    else replace(there === undefined ? path : realpathSync(path), content);
  });
}

function replace(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.nndl-${process.pid}-${randomUUID()}.tmp`);
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
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

/** Adds a line to a file. */
export function appendLine(path: string, line: string): void {
  writing(path, () => appendFileSync(path, `${line}\n`));
}

/** Makes a folder, and those that it lies in. @throws NndlError "file.directory" */
export function makeFolder(path: string): void {
  try {
    makeEach(resolve(path));
  } catch (error) {
    throw new NndlError(
      "file.directory",
      {
        problem: `the folder ${path} cannot be made: ${whyNoFolder(path) ?? systemReason(error).text}`,
        next: "Choose another path.",
      },
      { cause: error },
    );
  }
}

/** One after another: told to make them all, Node tries for ever where the system makes none, as under /proc. */
function makeEach(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(path) !== path) makeEach(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it in between.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** Removes what is there. */
export function remove(path: string): void {
  writing(path, () => rmSync(path, { recursive: true, force: true }));
}

/**
 * Makes sure that a directory is there to be written to, or could be made, and leaves nothing behind.
 *
 * Tries it instead of asking for permissions, which tell little of read-only disks and nothing to an administrator.
 *
 * @throws UsageError "option.out"
 */
export function checkWritable(directory: string): void {
  const whole = resolve(directory);
  const existing = nearestExisting(whole);
  const refuse = (reason: string, cause?: unknown) =>
    new UsageError(
      "option.out",
      {
        problem: `the run's folder ${directory} cannot be written to: ${reason}`,
        next: "Choose another with --out.",
      },
      { cause },
    );
  const reason = whyNoFolder(whole);
  if (reason !== undefined) throw refuse(reason);
  try {
    rmdirSync(mkdtempSync(join(existing, ".nndl-")));
  } catch (error) {
    throw refuse(`${systemReason(error).text} in ${existing}`, error);
  }
}

/** What the system's own reason does not tell: a link that leads nowhere, a name that is too long. */
function whyNoFolder(path: string): string | undefined {
  for (let part = path; ; part = dirname(part)) {
    try {
      if (lstatSync(part).isSymbolicLink() && !existsSync(part))
        return `${part} is a link to ${readlinkSync(part)}, which is not there`;
      return undefined;
    } catch (error) {
      const { code, text } = systemReason(error);
      if (code === "ENAMETOOLONG") return text;
      if (dirname(part) === part) return undefined;
    }
  }
}

/** The directory itself, or the nearest one above it that is there. */
function nearestExisting(path: string): string {
  // What cannot be looked at counts as absent: trying to write above it will tell why.
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** Makes a file the one that was used last. */
export function touch(path: string): void {
  const now = new Date();
  writing(path, () => utimesSync(path, now, now));
}
