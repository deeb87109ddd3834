import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { NndlError } from "../errors.ts";
import { platform } from "./browser.ts";
import { platform as node } from "./node.ts";

const handlers = () => ({ onMessage: vi.fn(), onFailure: vi.fn() });

/** Runs a worker's text in this thread, as far as the text can tell on its own one. */
class PretendWorker {
  static last: PretendWorker;
  onmessage?: (event: { data: unknown }) => void;
  onerror?: (event: { message?: string; error?: unknown; preventDefault(): void }) => void;
  terminated = false;
  readonly ready: Promise<EventTarget>;

  constructor(url: string) {
    PretendWorker.last = this;
    this.ready = fetch(url)
      .then((response) => response.text())
      .then((text) => {
        const self = Object.assign(new EventTarget(), {
          postMessage: (data: unknown) => this.onmessage?.({ data }),
        });
        new Function("self", text)(self);
        return self;
      });
  }

  postMessage(data: unknown): void {
    void this.ready.then((self) => self.dispatchEvent(new MessageEvent("message", { data })));
  }

  terminate(): void {
    this.terminated = true;
  }
}

afterEach(() => vi.unstubAllGlobals());

describe("the browser's platform", () => {
  it("knows of no amount of memory", () => {
    expect(platform.freeMemory()).toBeUndefined();
  });

  it("has no files, and says what to do instead", async () => {
    for (const [act, code] of [
      [() => platform.writeFileAtomically("a", new Uint8Array()), "file.write"],
      [() => platform.makeDirectory("a"), "file.directory"],
      [() => platform.removeFile("a"), "file.remove"],
    ] as const) {
      const error = await act().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NndlError);
      expect((error as NndlError).code).toBe(code);
      expect((error as NndlError).next).toContain("download");
    }
    expect(await platform.listDirectory("a")).toBeUndefined();
    expect(platform.mnistDirectory()).toBeUndefined();
  });

  it("fetches bytes, and refuses a failure", async () => {
    expect([...(await platform.readBytes("data:application/octet-stream;base64,AQID"))]).toEqual([1, 2, 3]);
    vi.stubGlobal("fetch", async () => new Response("no", { status: 403 }));
    await expect(platform.readBytes("/x")).rejects.toMatchObject({
      code: "file.read",
      problem: "/x cannot be read: HTTP status 403",
    });
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
    await expect(platform.readBytes("/x")).rejects.toMatchObject({
      code: "file.read",
      problem: "/x cannot be read: Failed to fetch",
    });
  });

  it("gives workers receive and send", async () => {
    vi.stubGlobal("Worker", PretendWorker);
    const { onMessage, onFailure } = handlers();
    const worker = platform.startWorker("receive((value) => send(value * 2));", { onMessage, onFailure });
    worker.post(21);
    await vi.waitFor(() => expect(onMessage).toHaveBeenCalledWith(42));
    worker.terminate();
    expect(PretendWorker.last.terminated).toBe(true);
    PretendWorker.last.onerror?.({ message: "late", preventDefault() {} });
    expect(onFailure).not.toHaveBeenCalled();
  });

  it("holds on to a worker until it ends, as nobody else may", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    vi.stubGlobal("Worker", PretendWorker);
    const begin = async (ends: boolean) => {
      const worker = platform.startWorker("", handlers());
      const seen = new WeakRef(PretendWorker.last);
      await PretendWorker.last.ready;
      PretendWorker.last = undefined!;
      if (ends) worker.terminate();
      return seen;
    };
    const [lives, ended] = [await begin(false), await begin(true)];
    await vi.waitFor(() => {
      collect();
      // Not the worker itself: the failed expectation would hold on to it.
      expect(ended.deref() === undefined).toBe(true);
    });
    expect(lives.deref() === undefined).toBe(false);
    lives.deref()?.terminate();
  });

  it("reports a worker that fails, once, and one that was not allowed to load", async () => {
    vi.stubGlobal("Worker", PretendWorker);
    for (const [message, code, reason] of [
      ["Uncaught RangeError: too far", "worker.failed", "too far"],
      [undefined, "worker.blocked", "Add blob: to the policy's worker-src"],
    ] as const) {
      const { onMessage, onFailure } = handlers();
      platform.startWorker("", { onMessage, onFailure });
      await PretendWorker.last.ready;
      const event = { ...(message && { message }), preventDefault() {} };
      PretendWorker.last.onerror?.(event);
      PretendWorker.last.onerror?.(event);
      expect(onFailure).toHaveBeenCalledTimes(1);
      expect(onFailure.mock.calls[0]?.[0]).toMatchObject({ code });
      expect(onFailure.mock.calls[0]?.[0].message).toContain(reason);
    }
  });

  it("says so when workers are forbidden", () => {
    vi.stubGlobal("Worker", function forbidden() {
      throw new Error("SecurityError");
    });
    expect(() => platform.startWorker("", handlers())).toThrow(expect.objectContaining({ code: "worker.blocked" }));
  });

  it("knows the published MD5 of abc, as Node does", () => {
    const abc = new TextEncoder().encode("abc");
    expect(platform.md5(abc)).toBe("900150983cd24fb0d6963f7d28e17f72");
    expect(node.md5(abc)).toBe("900150983cd24fb0d6963f7d28e17f72");
  });

  it.each(["with messages", "without"])("yields to a due timer, %s", async (how) => {
    if (how === "without") vi.stubGlobal("MessageChannel", undefined);
    let ran = false;
    setTimeout(() => (ran = true), 1);
    const end = Date.now() + 20_000;
    while (!ran && Date.now() < end) await platform.yieldToOthers();
    expect(ran).toBe(true);
  });
});
