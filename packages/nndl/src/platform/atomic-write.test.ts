import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusedLater } from "../testing/refused.ts";
import { type AtomicFileSystem, writeAtomically } from "./atomic-write.ts";

const paths = { target: "/d/target", directory: "/d", temporary: "/d/temporary" };
const failure = (code: string) => Object.assign(new Error(`${code}: it went wrong`), { code });

interface Faults {
  /** The operation that fails, and with what. */
  readonly at?: "create" | "write" | "sync" | "close" | "rename" | "syncDirectory";
  readonly code?: string;
  /** How many bytes one write takes at most. */
  readonly chunk?: number;
  /** After how many bytes writes begin to fail. */
  readonly room?: number;
}

/** A disk in memory that records what happened and fails where it is told to. */
function disk(faults: Faults = {}) {
  const files = new Map<string, number[]>([[paths.target, [9, 9]]]);
  const log: string[] = [];
  const perform = (operation: string) => {
    log.push(operation);
    if (operation === faults.at) throw failure(faults.code ?? "EIO");
  };
  const system: AtomicFileSystem = {
    async create(path) {
      perform("create");
      const content: number[] = [];
      files.set(path, content);
      return {
        async write(bytes) {
          if (content.length >= (faults.room ?? Infinity)) perform("write");
          const taken = bytes.subarray(0, faults.chunk ?? bytes.length);
          content.push(...taken);
          return taken.length;
        },
        sync: async () => perform("sync"),
        close: async () => perform("close"),
      };
    },
    async rename(from, to) {
      perform("rename");
      files.set(to, files.get(from)!);
      files.delete(from);
    },
    async remove(path) {
      log.push("remove");
      if (!files.delete(path)) throw failure("ENOENT");
    },
    syncDirectory: async () => perform("syncDirectory"),
  };
  return { system, files, log };
}

describe("writeAtomically", () => {
  it("writes, syncs, closes, renames and syncs the directory, in this order", async () => {
    const { system, files, log } = disk();
    await writeAtomically(system, paths, Uint8Array.of(1, 2, 3));
    expect(log).toEqual(["create", "sync", "close", "rename", "syncDirectory"]);
    expect(files).toEqual(new Map([[paths.target, [1, 2, 3]]]));
  });

  it("goes on after short writes until all bytes are there", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 1, max: 7 }), async (bytes, chunk) => {
        const { system, files } = disk({ chunk });
        await writeAtomically(system, paths, bytes);
        expect(files).toEqual(new Map([[paths.target, [...bytes]]]));
      }),
    );
  });

  it.each([
    { at: "create", code: "EACCES" },
    { at: "write", code: "ENOSPC", chunk: 2, room: 4 },
    { at: "write", code: "EIO", room: 0 },
    { at: "sync", code: "EIO" },
    { at: "close", code: "EDQUOT" },
    { at: "rename", code: "EXDEV" },
    { at: "rename", code: "EPERM" },
  ] as const)("leaves the old content and no temporary when $at fails with $code", async (faults) => {
    const { system, files, log } = disk(faults);
    const error = await refusedLater(writeAtomically(system, paths, Uint8Array.of(1, 2, 3, 4, 5)));
    expect(error.code).toBe("file.write");
    expect(error.message).toContain(paths.target);
    expect(error.message).toContain(": it went wrong. ");
    expect(files).toEqual(new Map([[paths.target, [9, 9]]]));
    expect(log.includes("remove")).toBe(faults.at !== "create");
  });

  it("refuses a disk that takes no bytes instead of trying for ever", async () => {
    const { system, files } = disk({ chunk: 0 });
    expect((await refusedLater(writeAtomically(system, paths, Uint8Array.of(1)))).message).toContain("0 of 1");
    expect(files).toEqual(new Map([[paths.target, [9, 9]]]));
  });

  it("reports that the directory could not be synced, with the file complete", async () => {
    const { system, files } = disk({ at: "syncDirectory" });
    expect((await refusedLater(writeAtomically(system, paths, Uint8Array.of(1)))).code).toBe("file.write");
    expect(files).toEqual(new Map([[paths.target, [1]]]));
  });

  it("says what to do when the disk is full", async () => {
    const error = await refusedLater(
      writeAtomically(disk({ at: "sync", code: "ENOSPC" }).system, paths, Uint8Array.of(1)),
    );
    expect(error.next).toContain("Free some space");
  });
});
