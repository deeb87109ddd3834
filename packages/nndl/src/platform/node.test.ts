import { execFile } from "node:child_process";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir, totalmem } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NndlError } from "../errors.ts";
import { refusedLater } from "../testing/refused.ts";
import { platform } from "./node.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-platform-"));
});
afterAll(() => rm(directory, { recursive: true }));

it("knows how much memory there is", () => {
  expect(platform.freeMemory()).toBeGreaterThan(2 ** 20);
  expect(platform.freeMemory()).toBeLessThanOrEqual(totalmem());
});

describe("files in Node", () => {
  it("reads what was written, and replaces it", async () => {
    const path = join(directory, "a.bin");
    for (const bytes of [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(3_000_000).fill(7)]) {
      await platform.writeFileAtomically(path, bytes);
      expect(Buffer.compare(await platform.readBytes(path), bytes)).toBe(0);
    }
    expect(await readdir(directory)).toEqual(["a.bin"]);
    await platform.removeFile(path);
    await platform.removeFile(path);
    expect(await platform.listDirectory(directory)).toEqual([]);
  });

  it("keeps the permissions of a file and the link that leads to it", async () => {
    const real = join(directory, "private.bin");
    const link = join(directory, "link.bin");
    await writeFile(real, "old");
    await chmod(real, 0o600);
    await symlink(real, link);
    await platform.writeFileAtomically(link, Uint8Array.of(65));
    expect(await readFile(real, "utf8")).toBe("A");
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await stat(real)).mode & 0o777).toBe(0o600);
  });

  it("lists what lies in folders and behind links, and follows no link that leads back", async () => {
    const folder = join(directory, "linked");
    await mkdir(join(folder, "a", "deep"), { recursive: true });
    await writeFile(join(folder, "a", "deep", "x"), "1");
    await symlink("a", join(folder, "b"));
    await symlink("..", join(folder, "a", "loop"));
    await symlink("nowhere", join(folder, "dangling"));
    expect((await platform.listFiles(folder))?.map(({ path }) => path)).toEqual(["a/deep/x", "b/deep/x"]);
  });

  it("says why what is to be listed cannot be, and what is neither a file nor a folder", async () => {
    const loop = join(directory, "loop");
    await symlink("loop", loop);
    expect((await refusedLater(platform.listFiles(loop))).problem).toBe(
      `${loop} cannot be read: too many symbolic links encountered`,
    );
    const device = await refusedLater(platform.listFiles("/dev/null"));
    expect(device.problem).toBe("/dev/null cannot be read: it is neither a file nor a folder");
    const missing = await refusedLater(platform.listFiles(join(directory, "none")));
    expect([missing.code, missing.next]).toEqual(["file.read", "Check the path."]);
  });

  it("says which path does not exist, and why a path cannot be read", async () => {
    const missing = await refusedLater(platform.readBytes(join(directory, "none", "x.bin")));
    expect(missing.code).toBe("file.read");
    expect(missing.message).toContain(join(directory, "none", "x.bin"));
    expect(missing.message).toContain("cannot be read: no such file or directory. Check the path.");
    expect((await refusedLater(platform.readBytes(directory))).problem).toContain("on a directory");
  });

  it("refuses to write into a missing directory, over a directory and over a device", async () => {
    const inMissing = await refusedLater(platform.writeFileAtomically(join(directory, "none", "x"), Uint8Array.of(1)));
    expect(inMissing.code).toBe("file.write");
    expect(inMissing.next).toContain("Create the directory");
    const folder = join(directory, "folder");
    await mkdir(folder);
    expect((await refusedLater(platform.writeFileAtomically(folder, Uint8Array.of(1)))).problem).toContain("directory");
    if (process.platform !== "win32")
      expect((await refusedLater(platform.writeFileAtomically("/dev/null", Uint8Array.of(1)))).problem).toContain(
        "device",
      );
    expect((await refusedLater(platform.removeFile(folder))).code).toBe("file.remove");
  });

  it("makes directories, and is content where there is one", async () => {
    const path = join(directory, "x", "y", "z");
    await platform.makeDirectory(path);
    await platform.makeDirectory(path);
    expect((await stat(path)).isDirectory()).toBe(true);
    await writeFile(join(path, "file"), "");
    for (const wrong of [join(path, "file"), join(path, "file", "under")]) {
      const error = await refusedLater(platform.makeDirectory(wrong));
      expect(error.code).toBe("file.directory");
      expect(error.message).toContain(wrong);
    }
  });

  it("lists no directory where there is none", async () => {
    expect(await platform.listDirectory(join(directory, "nowhere"))).toBeUndefined();
  });

  it("finds the MNIST files", async () => {
    expect(await platform.listDirectory(platform.mnistDirectory()!)).toContain("train-images-idx3-ubyte");
  });
});

describe("URLs in Node", () => {
  let server: Server;
  let base: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === "/there" ? 200 : 404;
      response.end(Buffer.from([1, 2, 3]));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("fetches, and reports the status or the reason when it cannot", async () => {
    expect([...(await platform.readBytes(`${base}/there`))]).toEqual([1, 2, 3]);
    expect((await refusedLater(platform.readBytes(`${base}/missing`))).problem).toMatch(/: HTTP status 404$/);
    const refused = await refusedLater(platform.readBytes("http://127.0.0.1:1/x"));
    expect(refused.code).toBe("file.read");
    expect(refused.problem).toMatch(/cannot be read: \S/);
  });
});

describe("workers in Node", () => {
  const start = (source: string) => {
    const messages: unknown[] = [];
    const failures: NndlError[] = [];
    let wake = () => {};
    const worker = platform.startWorker(source, {
      onMessage: (value) => {
        messages.push(value);
        wake();
      },
      onFailure: (reason) => {
        failures.push(reason);
        wake();
      },
    });
    worker.keepAlive(true);
    const next = () => new Promise<void>((resolve) => (wake = resolve));
    return { worker, messages, failures, next };
  };

  /** Another worker is born and dies: by then the one before has nothing more to say. */
  const anotherLife = async () => {
    const { worker, next } = start("receive(() => process.exit(3));");
    worker.post(1);
    await next();
  };

  it("answer in order, also what was posted before they were up", async () => {
    const { worker, messages, next } = start("receive((value) => send(value * 2));");
    worker.post(1);
    worker.post(2);
    while (messages.length < 2) await next();
    expect(messages).toEqual([2, 4]);
    worker.terminate();
  });

  it("share memory", async () => {
    const memory = new Int32Array(new SharedArrayBuffer(4));
    const { worker, next } = start("receive((memory) => { Atomics.store(memory, 0, 42); send(0); });");
    worker.post(memory);
    await next();
    expect(memory[0]).toBe(42);
    worker.terminate();
  });

  it.each([
    ["throws", "receive(() => { throw new RangeError('too far'); });", "too far"],
    ["throws no error", "receive(() => { throw 'words'; });", "words"],
    ["exits", "receive(() => process.exit(3));", "status 3"],
    ["cannot be parsed", "receive((;", "Unexpected token"],
  ])("report once when their code %s", async (_name, source, reason) => {
    const { worker, failures, next } = start(source);
    worker.post(1);
    await next();
    expect(failures[0]?.code).toBe("worker.failed");
    expect(failures[0]?.message).toContain(reason);
    await anotherLife();
    expect(failures.length).toBe(1);
  });

  it("are silent when they are terminated", async () => {
    const { worker, failures } = start("receive(() => {});");
    worker.terminate();
    await anotherLife();
    expect(failures).toEqual([]);
  });

  it("are known to have ended, without listening, when they have", async () => {
    const memory = new Int32Array(new SharedArrayBuffer(4));
    const { worker } = start("receive((memory) => { Atomics.store(memory, 0, 1); Atomics.notify(memory, 0); });");
    worker.post(memory);
    Atomics.wait(memory, 0, 0);
    expect([worker.hasEnded(), worker.hasEnded()]).toEqual([false, false]);
    worker.terminate();
    for (let wait = 0; wait < 100 && !worker.hasEnded(); wait++) Atomics.wait(memory, 0, 1, 100);
    expect([worker.hasEnded(), worker.hasEnded()]).toEqual([true, true]);
  });

  it("do not keep the process alive", async () => {
    const bundle = join(directory, "platform.mjs");
    const entry = fileURLToPath(new URL("node.ts", import.meta.url));
    await build({ entryPoints: [entry], bundle: true, platform: "node", format: "esm", outfile: bundle });
    const program = `import { platform } from "./${basename(bundle)}";
      platform.startWorker("receive(() => {}); send(1);", { onMessage() {}, onFailure() {} });
      await platform.yieldToOthers();
      console.log("done");`;
    await writeFile(join(directory, "main.mjs"), program);
    const { stdout } = await promisify(execFile)(process.execPath, [join(directory, "main.mjs")], { timeout: 20_000 });
    expect(stdout).toBe("done\n");
  });
});

describe("yieldToOthers in Node", () => {
  it("lets a due timer run", async () => {
    let ran = false;
    setTimeout(() => (ran = true), 1);
    const end = Date.now() + 20_000;
    while (!ran && Date.now() < end) await platform.yieldToOthers();
    expect(ran).toBe(true);
  });
});
