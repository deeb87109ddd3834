import { dense, type Mnist, mnist, network } from "nndl";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Host } from "./host.ts";
import { Line, type LineOptions, type WorkerLike } from "./line.ts";
import type { Report, Request } from "./protocol.ts";
import type { Recipe } from "./recipe.ts";
import type { Trainer as BenchClass } from "./trainer.svelte.ts";

/** Svelte's compiler replaces these; here fields are plain fields. */
Object.assign(globalThis, { $state: Object.assign((value: unknown) => value, { raw: (value: unknown) => value }) });
let Trainer: typeof BenchClass;
beforeAll(async () => {
  ({ Trainer } = await import("./trainer.svelte.ts"));
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
  onended: WorkerLike["onended"] = null;
  isDead = false;
  isDeaf = false;
  /** It crashes instead of saying this, so that nothing else can come before. */
  crashesAt: (report: Report) => boolean = () => false;
  /** What a crash is like. */
  crashes: () => void = () => this.crash();
  readonly received: Request[] = [];
  readonly #host: Host;

  constructor(digits: () => Promise<Mnist> = () => Promise.reject<never>(new Error("no network"))) {
    FakeWorker.all.push(this);
    this.#host = new Host(
      (report, transfer = []) => {
        const data = structuredClone(report, { transfer });
        setTimeout(() => {
          if (this.isDead || this.isDeaf) return;
          if (this.crashesAt(data)) this.crashes();
          else this.onmessage?.({ data } as MessageEvent<Report>);
        });
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

function set(options: LineOptions = {}, digits?: () => Promise<Mnist>) {
  const from = FakeWorker.all.length;
  const line = new Line(() => new FakeWorker(digits), options);
  return { line, trainer: new Trainer(line), workers: () => FakeWorker.all.slice(from) };
}

/** Of a run that has come beyond a step; however slow the machine is, it has not said yet that it is over. */
const beyond = (step: number) => (report: Report) => report.say === "progress" && report.progress.step > step;

async function until(holds: () => boolean) {
  for (const began = Date.now(); !holds(); await new Promise((resolve) => setTimeout(resolve, 2)))
    if (Date.now() - began > 20_000) throw new Error("waited too long");
}

describe("a trainer", () => {
  it("starts a worker with the first opening, and tells how training goes", async () => {
    const { trainer, workers } = set();
    expect([trainer.status, workers().length]).toEqual(["idle", 0]);
    const opening = trainer.open(toy);
    expect(trainer.status).toBe("loading");
    expect(await opening).toBe(true);
    expect([trainer.status, trainer.step, trainer.steps, trainer.epochs]).toEqual(["ready", 0, 2400, 100]);
    expect(trainer.sha256).toBe(network(toy.network).sha256());
    expect(trainer.threadsNote).toMatch(/one thread/);
    const training = trainer.train();
    expect(trainer.status).toBe("training");
    await training;
    expect([trainer.status, trainer.step, trainer.epoch, trainer.ended]).toEqual(["done", 2400, 100, "finished"]);
    expect(trainer.records.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(trainer.costs.reduce((sum, { count }) => sum + count, 0)).toBe(2400);
    expect(trainer.costs.at(-1)!.cost).toBeLessThan(trainer.costs[0]!.cost);
    expect(trainer.imagesPerSecond === undefined || trainer.imagesPerSecond > 0).toBe(true);
    trainer.close();
    expect(trainer.status).toBe("idle");
  });

  it("pauses, goes step by step, rewinds and renews", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    const first = trainer.sha256;
    const training = trainer.train({ stepsPerSecond: 300 });
    await until(() => trainer.step > 5);
    expect(trainer.sha256).toBeUndefined();
    await trainer.pause();
    expect(await training).toBe(true);
    const { step } = trainer;
    expect(trainer.status).toBe("paused");
    await trainer.advance(3);
    expect([trainer.step, trainer.status]).toEqual([step + 3, "paused"]);
    await trainer.rewind();
    expect([trainer.step, trainer.status, trainer.sha256, trainer.costs.length]).toEqual([0, "ready", first, 0]);
    await trainer.renew();
    expect(trainer.recipe!.network.seed).toBe(4);
    expect(trainer.sha256).not.toBe(first);
    // Pressed while it trains, and again at once.
    void trainer.train();
    await trainer.rewind();
    expect(trainer.status).toBe("ready");
    trainer.close();
  });

  it("says in a sentence what cannot be opened, and can be opened again", async () => {
    const { trainer } = set();
    expect(await trainer.open({ ...toy, network: { input: [2], layers: [] } })).toBe(false);
    expect([trainer.status, trainer.failure!.code]).toEqual(["failed", "network.layers"]);
    expect(trainer.failure!.sentence).toMatch(/^[A-Z].*must have.*received no layers\. /);
    expect(await trainer.train()).toBe(false);
    expect(await trainer.ask({ about: "data" })).toBeUndefined();
    const formula = { kind: "function", formula: "2 + foo(x)" } as const;
    await trainer.open({ ...toy, data: formula });
    expect(trainer.failure!.position).toBe(4);
    expect(await trainer.open(toy)).toBe(true);
    expect([trainer.status, trainer.failure]).toEqual(["ready", undefined]);
    trainer.close();
  });

  it("asks for the digits again when they did not come", async () => {
    const digits = vi.fn(() => Promise.reject<never>(new Error("no network")));
    const { trainer } = set({}, digits);
    // What needs none of them is there without them.
    expect(await trainer.open(mnistRecipe)).toBe(true);
    expect([trainer.status, trainer.hasData, trainer.stepsPerEpoch]).toEqual(["ready", false, 5000]);
    const first = await trainer.ask({ about: "layers", input: new Float32Array(784) });
    expect(first!.layers).toHaveLength(1);
    expect(digits).not.toHaveBeenCalled();
    expect(await trainer.train()).toBe(false);
    expect(trainer.failure!.problem).toMatch(/: no network$/);
    expect([trainer.status, trainer.hasData]).toEqual(["ready", false]);
    expect(await trainer.fetch()).toBe(false);
    await expect(trainer.ask({ about: "examples" })).rejects.toMatchObject({ code: "trainer.failed" });
    expect(digits).toHaveBeenCalledTimes(3);
    trainer.close();
  });

  it("fetches the digits once when something needs them, and does then what was wanted last", async () => {
    const shown: unknown[] = [];
    const come: (() => void)[] = [];
    const digits = vi.fn(() => new Promise<void>((resolve) => come.push(resolve)).then(() => mnist()));
    const { trainer } = set({}, digits);
    await trainer.open(mnistRecipe);
    const training = trainer.train({ until: 3 });
    expect(trainer.status).toBe("loading");
    const examples = trainer.ask({ about: "examples", set: "test", indices: [0] });
    await until(() => digits.mock.calls.length === 1);
    // The network answers meanwhile.
    expect((await trainer.ask({ about: "identity" }))!.sha256).toBe(trainer.sha256);
    shown.push(await trainer.pause());
    for (const each of come) each();
    expect(await training).toBe(false);
    expect([...(await examples)!.labels]).toEqual([7]);
    expect([shown, trainer.status, trainer.step, trainer.hasData]).toEqual([[true], "ready", 0, true]);
    expect(await trainer.train({ until: 3 })).toBe(true);
    expect([trainer.step, trainer.status]).toEqual([3, "paused"]);
    expect(trainer.imagesPerSecond).toBeUndefined();
    expect(digits).toHaveBeenCalledTimes(1);
    trainer.close();
  });

  it("keeps what it has when a file is refused, also while it trains", async () => {
    const { trainer } = set();
    await trainer.open({ ...toy, training: { ...toy.training, epochs: 10_000 } });
    const training = trainer.train();
    expect(await trainer.load(Uint8Array.of(0xff, 0xd8, 0xff))).toBe(false);
    expect([trainer.status, trainer.failure!.received]).toEqual(["training", "a JPEG image"]);
    await trainer.pause();
    await training;
    expect(trainer.status).toBe("paused");
    const saved = (await trainer.save("safetensors"))!;
    const { sha256 } = trainer;
    expect(await trainer.load(saved)).toBe(true);
    expect([trainer.step, trainer.sha256, trainer.status]).toEqual([0, sha256, "ready"]);
    expect(await trainer.renew(-1)).toBe(false);
    expect([trainer.status, trainer.failure!.code, trainer.sha256]).toEqual(["ready", "seed", sha256]);
    trainer.close();
  });

  it("drops answers of an older opening", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    const [answer, training, opening] = [trainer.ask({ about: "identity" }), trainer.train(), trainer.open(toy)];
    expect(await answer).toBeUndefined();
    expect(await training).toBe(false);
    expect(await opening).toBe(true);
    expect([trainer.status, trainer.step]).toEqual(["ready", 0]);
    const late = trainer.ask({ about: "identity" });
    trainer.close();
    expect(await late).toBeUndefined();
    await expect(set().trainer.ask({ about: "data" })).resolves.toBeUndefined();
  });

  it("hears nothing any more of the run before", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    void trainer.train();
    await until(() => trainer.records.length > 1);
    expect(await trainer.open({ ...toy, network: { ...toy.network, seed: 4 } })).toBe(true);
    expect([trainer.records, trainer.costs, trainer.step]).toEqual([[], [], 0]);
    await trainer.advance(2);
    expect(trainer.costs.map(({ step }) => step)).toEqual([2]);
    trainer.close();
  });

  it("goes on from a checkpoint that was saved", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    await trainer.train({ until: 77 });
    const checkpoint = (await trainer.save("checkpoint"))!;
    const { sha256 } = trainer;
    const other = set().trainer;
    expect(await other.open(toy, { checkpoint })).toBe(true);
    expect([other.step, other.sha256, other.status]).toEqual([77, sha256, "paused"]);
    expect(await other.train({ until: -3 })).toBe(false);
    expect(other.failure!.code).toBe("wish");
    expect(await other.train({ until: 80 })).toBe(true);
    await trainer.train({ until: 80 });
    expect(other.sha256).toBe(trainer.sha256);
  });

  it("refuses questions that make no sense", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    await expect(trainer.ask({ about: "averages", set: "validation" })).rejects.toMatchObject({ code: "question" });
    await expect(trainer.save("book-json")).rejects.toMatchObject({ code: "book-json.unsupported" });
    expect(trainer.status).toBe("ready");
  });

  it("follows a run with one question at a time", async () => {
    const { trainer } = set();
    await trainer.open(toy);
    const steps: number[] = [];
    const stop = trainer.follow({ about: "confusion" }, ({ step }) => steps.push(step));
    await trainer.train();
    await until(() => steps.at(-1) === 2400);
    expect(steps[0]).toBe(0);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    stop();
    await trainer.rewind();
    expect(steps.at(-1)).toBe(2400);
  });

  it("trains beside others in one worker", async () => {
    const { line, trainer, workers } = set();
    const other = new Trainer(line);
    await Promise.all([trainer.open(toy), other.open({ ...toy, network: { ...toy.network, seed: 9 } })]);
    await Promise.all([trainer.train(), other.train()]);
    expect([trainer.status, other.status, workers().length]).toEqual(["done", "done", 1]);
    expect(trainer.sha256).not.toBe(other.sha256);
  });
});

describe("a worker that stops", () => {
  it("is replaced, and training goes on from the last checkpoint to the same bits", async () => {
    const { trainer, workers } = set();
    await trainer.open(toy);
    await trainer.train();
    const { sha256 } = trainer;
    await trainer.rewind();
    await trainer.train({ until: 1000 });
    workers()[0]!.crashesAt = beyond(1000);
    expect(await trainer.train({ stepsPerSecond: 2000 })).toBe(true);
    expect(workers().length).toBe(2);
    expect(trainer.notice).toMatch(/^The worker stopped; training went on from epoch \d+\.$/);
    expect(Number(/\d+/.exec(trainer.notice))).toBeGreaterThanOrEqual(41);
    expect([trainer.status, trainer.step, trainer.sha256]).toEqual(["done", 2400, sha256]);
    expect(trainer.records.map(({ index }) => index)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    trainer.close();
  });

  it("brings back a run that stood still, and answers what was asked", async () => {
    const { trainer, workers } = set();
    await trainer.open(toy);
    await trainer.train({ until: 100 });
    const { sha256 } = trainer;
    const answer = trainer.ask({ about: "identity" });
    workers()[0]!.crash();
    expect(await answer).toMatchObject({ sha256, step: 100 });
    expect([trainer.status, trainer.step]).toEqual(["paused", 100]);
    expect(trainer.notice).toMatch(/started again/);
    trainer.close();
  });

  it("before anything was saved has training begin again", async () => {
    const { trainer, workers } = set();
    await trainer.open(toy);
    workers()[0]!.crashesAt = beyond(0);
    expect(await trainer.train({ until: 60, stepsPerSecond: 500 })).toBe(true);
    expect(workers().length).toBe(2);
    expect(trainer.notice).toMatch(/began again/);
    expect(trainer.step).toBe(60);
    expect(trainer.costs.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });

  it("that ended without an error is noticed where the browser tells", async () => {
    const { trainer, workers } = set();
    await trainer.open(toy);
    const [worker] = workers();
    worker!.crashesAt = beyond(0);
    worker!.crashes = () => {
      worker!.isDead = true;
      worker!.onended?.();
    };
    expect(await trainer.train({ until: 60, stepsPerSecond: 500 })).toBe(true);
    expect([trainer.step, workers().length]).toEqual([60, 2]);
  });

  it("goes on with what was changed on the way", async () => {
    const { trainer, workers } = set();
    await trainer.open(toy);
    await trainer.train({ until: 50 });
    expect(trainer.saved?.step).toBe(50);
    expect(await trainer.change({ learningRate: 0.01 })).toBe(true);
    workers()[0]!.crash();
    await trainer.train({ until: 90 });
    const { recipe, sha256 } = trainer;
    expect(recipe!.training.changes?.map(({ atMiniBatch }) => atMiniBatch)).toEqual([50]);
    expect(await trainer.change({ learningRate: -1 })).toBe(false);
    expect(trainer.failure!.code).toBe("training.learningRate");
    expect(trainer.recipe).toBe(recipe);
    await trainer.rewind();
    await trainer.train({ until: 90 });
    expect(trainer.sha256).toBe(sha256);
  });

  it("is noticed by its silence", async () => {
    const { trainer, workers } = set({ beat: 10, patience: 30 });
    await trainer.open(toy);
    workers()[0]!.isDeaf = true;
    expect(await trainer.train({ until: 10 })).toBe(true);
    expect(workers().length).toBe(2);
    expect(trainer.step).toBe(10);
  });

  it("again and again is given up, with a sentence, and not for ever", async () => {
    const { trainer, workers } = set({ losses: 2 });
    const opening = trainer.open(toy);
    await Promise.resolve();
    workers()[0]!.crash();
    await until(() => workers().length === 2);
    workers()[1]!.crash();
    expect(await opening).toBe(false);
    expect([trainer.status, trainer.failure!.code]).toEqual(["failed", "worker.failed"]);
    // Who wants another try has one, at once.
    expect(await trainer.open(toy)).toBe(true);
  });

  it("again and again loses no checkpoint: who trains on goes on from there", async () => {
    const { trainer, workers } = set({ losses: 2 });
    await trainer.open(toy);
    await trainer.train({ until: 50 });
    expect(trainer.saved?.step).toBe(50);
    const training = trainer.train({ until: 90, stepsPerSecond: 50 });
    await until(() => trainer.step > 52);
    workers()[0]!.crash();
    await until(() => workers().length === 2);
    workers()[1]!.crash();
    expect(await training).toBe(false);
    expect([trainer.status, trainer.failure!.code]).toEqual(["failed", "worker.failed"]);
    expect(await trainer.train({ until: 90 })).toBe(true);
    expect([trainer.step, trainer.failure]).toEqual([90, undefined]);
    const { sha256 } = trainer;
    await trainer.rewind();
    await trainer.train({ until: 90 });
    expect(trainer.sha256).toBe(sha256);
  });
});
