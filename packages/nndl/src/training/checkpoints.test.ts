import fs, {
  copyFile,
  type FileHandle,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { dense } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { encodeCheckpoint } from "./checkpoint-file.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { TrainingSnapshot } from "./snapshot.ts";
import { train } from "./train.ts";

/** What goes wrong on the disk: an operation on files that are opened fails, or writes are short. */
const sound = { operation: "", code: "", afterBytes: 0, chunk: Number.POSITIVE_INFINITY };
const faults = { ...sound };

const fail = (operation: string) => {
  if (faults.operation === operation)
    throw Object.assign(new Error(`${faults.code}: it went wrong, ${operation}`), { code: faults.code });
};

function faulty(handle: FileHandle): FileHandle {
  let written = 0;
  return new Proxy(handle, {
    get(target, key) {
      if (key === "write")
        return async (bytes: Uint8Array) => {
          if (written >= faults.afterBytes) fail("write");
          const result = await target.write(bytes.subarray(0, faults.chunk));
          written += result.bytesWritten;
          return result;
        };
      if (key === "sync" || key === "close")
        return async () => {
          await target[key]();
          fail(key);
        };
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

// Node's own functions are replaced, and afterwards put back: modules that were loaded before see it too.
beforeAll(() => {
  const { open, rename } = fs;
  vi.spyOn(fs, "open").mockImplementation(async (...args) => {
    fail("open");
    return faulty(await open(...args));
  });
  vi.spyOn(fs, "rename").mockImplementation(async (...args) => {
    fail("rename");
    return rename(...args);
  });
  syncBuiltinESMExports();
});
afterAll(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

let root: string;
let directory: string;
const snapshots: TrainingSnapshot[] = [];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "nndl-checkpoints-"));
  const net = network({ input: [5], layers: [dense(30), dense(3)], seed: 1 });
  const run = train(net, toyData(20), { epochs: 4, learningRate: 1, optimizer: "momentum" });
  for await (const _ of run) snapshots.push(run.snapshot());
});
afterAll(() => rm(root, { recursive: true }));
beforeEach(async () => {
  directory = await mkdtemp(join(root, "run-"));
});
afterEach(() => Object.assign(faults, sound));

const names = () => readdir(directory);
const nameOf = (step: number) => `step-${String(step).padStart(8, "0")}.safetensors`;

describe("the checkpoints of a directory", () => {
  it("are none at first, and none in a directory that does not exist", async () => {
    expect(await new Checkpoints(directory).latest()).toBeUndefined();
    expect(await new Checkpoints(join(directory, "a", "b")).latest()).toBeUndefined();
  });

  it("come back as they were saved, the newest first", async () => {
    const checkpoints = new Checkpoints(join(directory, "a", "b/"));
    expect(checkpoints.lastPath).toBeUndefined();
    const path = await checkpoints.save(snapshots[0]!);
    expect(path).toBe(join(directory, "a", "b", nameOf(2)));
    expect(checkpoints.lastPath).toBe(path);
    await checkpoints.save(snapshots[1]!);
    const another = new Checkpoints(join(directory, "a", "b"));
    expect(await another.latest()).toEqual({
      path: join(directory, "a", "b", nameOf(4)),
      snapshot: snapshots[1],
      skipped: [],
    });
    expect(another.lastPath).toBe(join(directory, "a", "b", nameOf(4)));
  });

  it("are networks that can be loaded", async () => {
    const net = await Network.load(await new Checkpoints(directory).save(snapshots[2]!));
    expect(net.parameters.get("layers.1.biases")!.values).toEqual(snapshots[2]!.parameters.get("layers.1.biases"));
  });

  it("are the last two; other files stay", async () => {
    for (const other of ["notes.txt", "step-1.safetensors", "step-00000001.safetensors.bak"])
      await writeFile(join(directory, other), "mine");
    const checkpoints = new Checkpoints(directory);
    for (const snapshot of snapshots) await checkpoints.save(snapshot);
    expect(await names()).toEqual([
      ...["notes.txt", "step-00000001.safetensors.bak", nameOf(6), nameOf(8), "step-1.safetensors"],
    ]);
  });

  it("do not lose the one just saved where another run had come further", async () => {
    for (const snapshot of snapshots.slice(2)) await new Checkpoints(directory).save(snapshot);
    const checkpoints = new Checkpoints(directory);
    await checkpoints.save(snapshots[0]!);
    expect(await names()).toEqual([nameOf(2), nameOf(6), nameOf(8)]);
  });

  it("remove what a killed program left half written", async () => {
    await writeFile(join(directory, ".nndl-123-abc.tmp"), "half");
    await new Checkpoints(directory).save(snapshots[0]!);
    expect(await names()).toEqual([nameOf(2)]);
  });

  it("skip those that are damaged, and say which and why", async () => {
    const checkpoints = new Checkpoints(directory);
    await checkpoints.save(snapshots[0]!);
    await checkpoints.save(snapshots[1]!);
    await truncate(join(directory, nameOf(4)), 1000);
    const bytes = await readFile(join(directory, nameOf(2)));
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(join(directory, nameOf(99)), bytes);

    const found = await new Checkpoints(directory).latest();
    expect(found?.path).toBe(join(directory, nameOf(2)));
    expect(found?.snapshot).toEqual(snapshots[0]);
    expect(found?.skipped.map(({ path, error }) => [path, error.code])).toEqual([
      [join(directory, nameOf(99)), "network.checksum"],
      [join(directory, nameOf(4)), "safetensors.truncated"],
    ]);
    expect(found?.skipped[0]?.error.message).toContain(nameOf(99));
  });

  it("do not count those known to be damaged among the last two", async () => {
    await copyFile(await new Checkpoints(directory).save(snapshots[0]!), join(directory, nameOf(50)));
    await truncate(join(directory, nameOf(50)), 10);
    const checkpoints = new Checkpoints(directory);
    await checkpoints.latest();
    for (const snapshot of snapshots.slice(1)) await checkpoints.save(snapshot);
    expect(await names()).toEqual([nameOf(6), nameOf(8), nameOf(50)]);
  });

  it("are refused when none of them is whole", async () => {
    await writeFile(join(directory, nameOf(3)), "not a checkpoint");
    const error = await refusedLater(new Checkpoints(directory).latest());
    expect(error.code).toBe("checkpoint.damaged");
    expect(error.message).toContain(nameOf(3));
  });

  it("refuse a directory that is none", async () => {
    for (const wrong of [undefined, "", 5])
      expect(refused(() => new Checkpoints(wrong as string)).code).toBe("checkpoint.directory");
    await writeFile(join(directory, "file"), "");
    const error = await refusedLater(new Checkpoints(join(directory, "file", "under")).save(snapshots[0]!));
    expect(error.code).toBe("file.directory");
    expect(error.message).toContain(join(directory, "file", "under"));
  });

  it("write nothing of a snapshot that is not right", async () => {
    const wrong = { ...snapshots[0]!, parameters: new Map() };
    expect((await refusedLater(new Checkpoints(directory).save(wrong))).code).toBe("training.snapshot");
    expect(await names()).toEqual([]);
  });

  it.each([
    { operation: "open", code: "EMFILE" },
    { operation: "write", code: "ENOSPC", afterBytes: 1000, chunk: 500 },
    { operation: "write", code: "EIO", afterBytes: 0 },
    { operation: "sync", code: "EIO" },
    { operation: "close", code: "EDQUOT" },
    { operation: "rename", code: "EIO" },
  ])("survive $code at $operation: the one before is still there, and the next is saved", async (fault) => {
    const checkpoints = new Checkpoints(directory);
    await checkpoints.save(snapshots[0]!);
    Object.assign(faults, fault);
    const error = await refusedLater(checkpoints.save(snapshots[1]!));
    expect(error.code).toBe("file.write");
    expect(error.message).toContain(nameOf(4));
    expect(error.message).toContain(": it went wrong. ");
    expect(checkpoints.lastPath).toBe(join(directory, nameOf(2)));
    Object.assign(faults, { operation: "" });
    expect(await names()).toEqual([nameOf(2)]);
    expect((await checkpoints.latest())?.snapshot).toEqual(snapshots[0]);
    await checkpoints.save(snapshots[2]!);
    expect((await checkpoints.latest())?.snapshot).toEqual(snapshots[2]);
  });

  it("are complete where the system writes only some bytes at a time", async () => {
    Object.assign(faults, { chunk: 100 });
    const path = await new Checkpoints(directory).save(snapshots[0]!);
    expect(Buffer.compare(await readFile(path), encodeCheckpoint(snapshots[0]!))).toBe(0);
  });

  it("are saved though an old one cannot be removed", async () => {
    await mkdir(join(directory, nameOf(0), "full"), { recursive: true });
    const checkpoints = new Checkpoints(directory);
    for (const snapshot of snapshots) await checkpoints.save(snapshot);
    expect(await names()).toEqual([nameOf(0), nameOf(6), nameOf(8)]);
  });
});
