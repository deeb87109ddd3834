import { dense, network } from "nndl";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Bench as BenchClass } from "./bench.svelte.ts";
import { Host } from "./host.ts";
import { Line, type LineOptions, type WorkerLike } from "./line.ts";
import type { Report, Request } from "./protocol.ts";
import type { Recipe } from "./recipe.ts";

/** Svelte's compiler replaces these; here fields are plain fields. */
Object.assign(globalThis, { $state: Object.assign((value: unknown) => value, { raw: (value: unknown) => value }) });
let Bench: typeof BenchClass;
beforeAll(async () => {
  ({ Bench } = await import("./bench.svelte.ts"));
});

const toy: Recipe = {
  network: { input: [2], layers: [dense(6, "tanh"), dense(2, "softmax")], seed: 3 },
  data: { kind: "toy", name: "circles", count: 320 },
  training: { epochs: 100, learningRate: 0.1 },
};
const mnistRecipe: Recipe = { ...toy, network: { input: [784], layers: [dense(10)] }, data: { kind: "mnist" } };

/** A worker in this thread: the real host, behind messages that are copied; it can be made to crash, or to say nothing. */
class FakeWorker implements WorkerLike {
  static all: FakeWorker[] = [];
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  onmessageerror: WorkerLike["onmessageerror"] = null;
  isDead = false;
  isDeaf = false;
  readonly received: Request[] = [];
  readonly #host: Host;

  constructor(digits = () => Promise.reject<never>(new Error("no network"))) {
    FakeWorker.all.push(this);
    this.#host = new Host(
      (report, transfer = []) => {
        const data = structuredClone(report, { transfer });
        setTimeout(() => this.isDead || this.isDeaf || this.onmessage?.({ data } as MessageEvent<Report>));
      },
      { digits },
    );
  }
  postMessage(message: unknown) {
    const request = structuredClone(message) as Request;
    this.received.push(request);
    setTimeout(() => this.isDead || this.isDeaf || void this.#host.receive(request));
  }
  terminate() {
    this.isDead = true;
  }
  crash() {
    this.isDead = true;
    this.onerror?.({ message: "out of memory" } as ErrorEvent);
  }
}

function set(options: LineOptions = {}, digits?: () => Promise<never>) {
  const from = FakeWorker.all.length;
  const line = new Line(() => new FakeWorker(digits), options);
  return { line, bench: new Bench(line), workers: () => FakeWorker.all.slice(from) };
}

async function until(holds: () => boolean) {
  for (const began = Date.now(); !holds(); await new Promise((resolve) => setTimeout(resolve, 2)))
    if (Date.now() - began > 20_000) throw new Error("waited too long");
}

describe("a bench", () => {
  it("starts a worker with the first opening, and tells how training goes", async () => {
    const { bench, workers } = set();
    expect([bench.status, workers().length]).toEqual(["idle", 0]);
    const opening = bench.open(toy);
    expect(bench.status).toBe("loading");
    expect(await opening).toBe(true);
    expect([bench.status, bench.step, bench.steps, bench.epochs]).toEqual(["ready", 0, 2400, 100]);
    expect(bench.sha256).toBe(network(toy.network).sha256());
    expect(bench.threadsNote).toMatch(/one thread/);
    const training = bench.train();
    expect(bench.status).toBe("training");
    await training;
    expect([bench.status, bench.step, bench.epoch, bench.ended]).toEqual(["done", 2400, 100, "finished"]);
    expect(bench.records.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(bench.costs.reduce((sum, { count }) => sum + count, 0)).toBe(2400);
    expect(bench.costs.at(-1)!.cost).toBeLessThan(bench.costs[0]!.cost);
    expect(bench.imagesPerSecond === undefined || bench.imagesPerSecond > 0).toBe(true);
    bench.close();
    expect(bench.status).toBe("idle");
  });

  it("pauses, goes step by step, rewinds and renews", async () => {
    const { bench } = set();
    await bench.open(toy);
    const first = bench.sha256;
    const training = bench.train({ stepsPerSecond: 300 });
    await until(() => bench.step > 5);
    expect(bench.sha256).toBeUndefined();
    await bench.pause();
    expect(await training).toBe(true);
    const { step } = bench;
    expect(bench.status).toBe("paused");
    await bench.advance(3);
    expect([bench.step, bench.status]).toEqual([step + 3, "paused"]);
    await bench.rewind();
    expect([bench.step, bench.status, bench.sha256, bench.costs.length]).toEqual([0, "ready", first, 0]);
    await bench.renew();
    expect(bench.recipe!.network.seed).toBe(4);
    expect(bench.sha256).not.toBe(first);
    // Pressed while it trains, and again at once.
    void bench.train();
    await bench.rewind();
    expect(bench.status).toBe("ready");
    bench.close();
  });

  it("says in a sentence what cannot be opened, and can be opened again", async () => {
    const { bench } = set();
    expect(await bench.open({ ...toy, network: { input: [2], layers: [] } })).toBe(false);
    expect([bench.status, bench.failure!.code]).toEqual(["failed", "network.layers"]);
    expect(bench.failure!.sentence).toMatch(/^[A-Z].*must have.*received no layers\. /);
    expect(await bench.train()).toBe(false);
    expect(await bench.ask({ about: "data" })).toBeUndefined();
    const formula = { kind: "function", formula: "2 + foo(x)" } as const;
    await bench.open({ ...toy, data: formula });
    expect(bench.failure!.position).toBe(4);
    expect(await bench.open(toy)).toBe(true);
    expect([bench.status, bench.failure]).toEqual(["ready", undefined]);
    bench.close();
  });

  it("asks for the digits again when they did not come", async () => {
    const digits = vi.fn(() => Promise.reject<never>(new Error("no network")));
    const { bench } = set({}, digits);
    expect(await bench.open(mnistRecipe)).toBe(false);
    expect(bench.failure!.problem).toMatch(/: no network$/);
    expect(await bench.open(mnistRecipe)).toBe(false);
    expect(digits).toHaveBeenCalledTimes(2);
  });

  it("keeps what it has when a file is refused, also while it trains", async () => {
    const { bench } = set();
    await bench.open({ ...toy, training: { ...toy.training, epochs: 10_000 } });
    const training = bench.train();
    expect(await bench.load(Uint8Array.of(0xff, 0xd8, 0xff))).toBe(false);
    expect([bench.status, bench.failure!.received]).toEqual(["training", "a JPEG image"]);
    await bench.pause();
    await training;
    expect(bench.status).toBe("paused");
    const saved = (await bench.save("safetensors"))!;
    const { sha256 } = bench;
    expect(await bench.load(saved)).toBe(true);
    expect([bench.step, bench.sha256, bench.status]).toEqual([0, sha256, "ready"]);
    expect(await bench.renew(-1)).toBe(false);
    expect([bench.status, bench.failure!.code, bench.sha256]).toEqual(["ready", "seed", sha256]);
    bench.close();
  });

  it("drops answers of an older opening", async () => {
    const { bench } = set();
    await bench.open(toy);
    const [answer, training, opening] = [bench.ask({ about: "identity" }), bench.train(), bench.open(toy)];
    expect(await answer).toBeUndefined();
    expect(await training).toBe(false);
    expect(await opening).toBe(true);
    expect([bench.status, bench.step]).toEqual(["ready", 0]);
    const late = bench.ask({ about: "identity" });
    bench.close();
    expect(await late).toBeUndefined();
    await expect(set().bench.ask({ about: "data" })).resolves.toBeUndefined();
  });

  it("hears nothing any more of the run before", async () => {
    const { bench } = set();
    await bench.open(toy);
    void bench.train();
    await until(() => bench.records.length > 1);
    expect(await bench.open({ ...toy, network: { ...toy.network, seed: 4 } })).toBe(true);
    expect([bench.records, bench.costs, bench.step]).toEqual([[], [], 0]);
    await bench.advance(2);
    expect(bench.costs.map(({ step }) => step)).toEqual([2]);
    bench.close();
  });

  it("goes on from a checkpoint that was saved", async () => {
    const { bench } = set();
    await bench.open(toy);
    await bench.train({ until: 77 });
    const checkpoint = (await bench.save("checkpoint"))!;
    const { sha256 } = bench;
    const other = set().bench;
    expect(await other.open(toy, { checkpoint })).toBe(true);
    expect([other.step, other.sha256, other.status]).toEqual([77, sha256, "paused"]);
    expect(await other.train({ until: -3 })).toBe(false);
    expect(other.failure!.code).toBe("wish");
    expect(await other.train({ until: 80 })).toBe(true);
    await bench.train({ until: 80 });
    expect(other.sha256).toBe(bench.sha256);
  });

  it("refuses questions that make no sense", async () => {
    const { bench } = set();
    await bench.open(toy);
    await expect(bench.ask({ about: "averages", set: "validation" })).rejects.toMatchObject({ code: "question" });
    await expect(bench.save("book-json")).rejects.toMatchObject({ code: "book-json.unsupported" });
    expect(bench.status).toBe("ready");
  });

  it("follows a run with one question at a time", async () => {
    const { bench } = set();
    await bench.open(toy);
    const steps: number[] = [];
    const stop = bench.follow({ about: "confusion" }, ({ step }) => steps.push(step));
    await bench.train();
    await until(() => steps.at(-1) === 2400);
    expect(steps[0]).toBe(0);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    stop();
    await bench.rewind();
    expect(steps.at(-1)).toBe(2400);
  });

  it("trains beside others in one worker", async () => {
    const { line, bench, workers } = set();
    const other = new Bench(line);
    await Promise.all([bench.open(toy), other.open({ ...toy, network: { ...toy.network, seed: 9 } })]);
    await Promise.all([bench.train(), other.train()]);
    expect([bench.status, other.status, workers().length]).toEqual(["done", "done", 1]);
    expect(bench.sha256).not.toBe(other.sha256);
  });
});

describe("a worker that stops", () => {
  it("is replaced, and training goes on from the last checkpoint to the same bits", async () => {
    const { bench, workers } = set();
    await bench.open(toy);
    await bench.train();
    const { sha256 } = bench;
    await bench.rewind();
    await bench.train({ until: 1000 });
    const training = bench.train({ stepsPerSecond: 2000 });
    await until(() => bench.step > 1300);
    workers()[0]!.crash();
    expect(await training).toBe(true);
    expect(workers().length).toBe(2);
    expect(bench.notice).toMatch(/^The worker stopped; training went on from epoch \d+\.$/);
    expect(Number(/\d+/.exec(bench.notice))).toBeGreaterThanOrEqual(41);
    expect([bench.status, bench.step, bench.sha256]).toEqual(["done", 2400, sha256]);
    expect(bench.records.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    bench.close();
  });

  it("brings back a run that stood still, and answers what was asked", async () => {
    const { bench, workers } = set();
    await bench.open(toy);
    await bench.train({ until: 100 });
    const { sha256 } = bench;
    const answer = bench.ask({ about: "identity" });
    workers()[0]!.crash();
    expect(await answer).toMatchObject({ sha256, step: 100 });
    expect([bench.status, bench.step]).toEqual(["paused", 100]);
    expect(bench.notice).toMatch(/started again/);
    bench.close();
  });

  it("before anything was saved has training begin again", async () => {
    const { bench, workers } = set();
    await bench.open(toy);
    const training = bench.train({ until: 60, stepsPerSecond: 500 });
    await until(() => bench.step > 10);
    workers()[0]!.crash();
    expect(await training).toBe(true);
    expect(bench.notice).toMatch(/began again/);
    expect(bench.step).toBe(60);
    expect(bench.costs.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });

  it("is noticed by its silence", async () => {
    const { bench, workers } = set({ beat: 10, patience: 3 });
    await bench.open(toy);
    workers()[0]!.isDeaf = true;
    expect(await bench.train({ until: 10 })).toBe(true);
    expect(workers().length).toBe(2);
    expect(bench.step).toBe(10);
  });

  it("again and again is given up, with a sentence, and not for ever", async () => {
    const { bench, workers } = set({ losses: 2 });
    const opening = bench.open(toy);
    await Promise.resolve();
    workers()[0]!.crash();
    await until(() => workers().length === 2);
    workers()[1]!.crash();
    expect(await opening).toBe(false);
    expect([bench.status, bench.failure!.code]).toEqual(["failed", "worker.failed"]);
    const { now } = performance;
    vi.spyOn(performance, "now").mockImplementation(() => now.call(performance) + 61_000);
    expect(await bench.open(toy)).toBe(true);
    vi.restoreAllMocks();
  });
});
