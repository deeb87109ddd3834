/**
 * Writing a file so that it is never half there: all of it goes to a temporary file beside the target, reaches the disk,
 * and takes the target's name in one step. The steps are here; who performs them is given, so that tests can fail each.
 */
import { NndlError } from "../errors.ts";
import { systemReason } from "./system-reason.ts";

/** The few file operations that an atomic write is made of. Every one may reject. */
export interface AtomicFileSystem {
  /** Creates a new file for writing; rejects when there is one. */
  create(path: string): Promise<AtomicFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes the names in a directory survive a power failure. */
  syncDirectory(path: string): Promise<void>;
}

export interface AtomicFile {
  /** Writes some of the bytes, and says how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Makes the content survive a power failure. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface AtomicPaths {
  readonly target: string;
  /** The target's directory; the temporary must be in it, because a rename cannot cross file systems. */
  readonly directory: string;
  readonly temporary: string;
}

/** The name of a temporary file. */
export function temporaryName(unique: string): string {
  return `.nndl-${unique}.tmp`;
}

/** Whether a file is a temporary one: if nobody is writing it, it was left by a program that was killed. */
export function isTemporaryName(name: string): boolean {
  return name.startsWith(".nndl-") && name.endsWith(".tmp");
}

/**
 * Writes the bytes to `paths.target`, all or nothing.
 *
 * @throws NndlError "file.write" that names the target and the system's reason; the temporary is gone and the target is
 *   as it was (or, when only the last step failed, complete)
 */
export async function writeAtomically(files: AtomicFileSystem, paths: AtomicPaths, bytes: Uint8Array): Promise<void> {
  const file = await files.create(paths.temporary).catch((error: unknown) => {
    throw cannotWrite(paths.target, error);
  });
  try {
    await writeAllAndClose(file, bytes);
    await files.rename(paths.temporary, paths.target);
    await files.syncDirectory(paths.directory);
  } catch (error) {
    // After the rename there is no temporary any more; that it cannot be removed then is right.
    await files.remove(paths.temporary).catch(() => {});
    throw cannotWrite(paths.target, error);
  }
}

async function writeAllAndClose(file: AtomicFile, bytes: Uint8Array): Promise<void> {
  try {
    let written = 0;
    while (written < bytes.length) {
      const count = await file.write(bytes.subarray(written));
      if (count <= 0) throw new Error(`the system took no more bytes after ${written} of ${bytes.length}`);
      written += count;
    }
    await file.sync();
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  // Some file systems report a failed write only here.
  await file.close();
}

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: "Create the directory first.",
  ENOTDIR: "A part of the path is a file; choose another path.",
  EISDIR: "Give the path of a file, not of a directory.",
  EACCES: "Choose a place that you may write to.",
  EPERM: "Choose a place that you may write to.",
  ENAMETOOLONG: "Choose a shorter name.",
  ELOOP: "Choose a path whose links lead somewhere.",
  EROFS: "The disk is read-only; choose another place.",
  ENOSPC: "Free some space on the disk, then try again.",
  EDQUOT: "Free some of your quota, then try again.",
};

/**
 * The error for a file that could not be written, with advice for the reasons that a user can do something about.
 *
 * @param cause what the system said
 * @example
 * const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
 * cannotWrite("net.safetensors", full).code; // "file.write"
 */
export function cannotWrite(path: string, cause: unknown): NndlError {
  const { code, text } = systemReason(cause);
  return new NndlError(
    "file.write",
    {
      problem: `the file ${path} cannot be written: ${text}`,
      next: ADVICE[code] ?? "Check the disk, then try again.",
    },
    { cause },
  );
}
