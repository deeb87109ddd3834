/** What every engine's sessions must do, besides computing right. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { classification, Dataset, regression } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import {
  checkOptimizer,
  type MiniBatchOptimizerSpec,
  miniBatchOptimizerNames,
  optimizerOf,
} from "../functions/index.ts";
import { dense } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { platform } from "../platform/node.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { inputsFor } from "../testing/outcome.ts";
import { withProcessors } from "../testing/processors.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { hasSimd, referenceEngine, type Session, type SessionOptions, wasmEngine } from "./index.ts";

const draws = stream(10, "sessions");
const rows = (count: number, size: number) =>
  Array.from({ length: count }, () => Array.from({ length: size }, () => draws.gaussian()));
const classes = (count: number) => Array.from({ length: count }, () => draws.integer(3));
const first = classification(rows(30, 6), classes(30), { classes: 3 });
const second = classification(rows(11, 6), classes(11), { classes: 3 });
const soft = regression(
  rows(9, 6),
  rows(9, 3).map((row) => row.map(Math.abs).map((y) => Math.min(y, 1))),
);

const fresh = () =>
  network({ input: [6], layers: [dense(7, "tanh"), dense(3, "sigmoid")], cost: "cross-entropy", seed: 5 });
const [momentum, adam, rmsprop] = ["momentum", "adam", "rmsprop"].map(ofMiniBatches);

function ofMiniBatches(type: unknown): MiniBatchOptimizerSpec {
  return checkOptimizer(type) as MiniBatchOptimizerSpec;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("a session of the %s engine", (name, engine) => {
  const open = <T>(net: Network, act: (session: Session) => T | Promise<T>, options: SessionOptions = { threads: 1 }) =>
    withSession(engine, net, options, act);

  it("lets go of data, and goes on with others as if they had never been there", async () => {
    const bytes = new Dataset({
      shape: [6],
      features: Uint8Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? i : 0)),
      targets: { kind: "classes", labels: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0], classes: 3 },
    });
    const all: readonly Dataset[] = [first, second, soft, bytes];
    const alone = await Promise.all(
      all.map((data) =>
        open(fresh(), (session) => [
          session.evaluate(session.load(data)),
          session.gradients(session.load(data), everyExample(data)),
        ]),
      ),
    );
    await open(fresh(), (session) => {
      const kept = session.load(first);
      for (let i = 0; i < 40; i++) {
        const which = draws.integer(all.length);
        const resident = session.load(all[which], { changing: i % 7 === 0 });
        expect(session.evaluate(resident)).toEqual(alone[which][0]);
        expect(session.gradients(resident, everyExample(all[which]))).toEqual(alone[which][1]);
        session.unload(resident);
        expect(session.evaluate(kept)).toEqual(alone[0][0]);
      }
    });
  });

  it("goes back to the inputs from errors that it is given, piece by piece, as its own gradients do", async () => {
    const net = fresh();
    await open(
      net,
      (session) => {
        const wanted = session.gradients(session.load(first), everyExample(first)).inputs;
        const seen: number[] = [];
        const errors = (z: Float32Array, from: number) => {
          seen.push(from);
          // Cross-entropy of sigmoids: δ = a − y.
          return z.map((value, i) => {
            const y = first.label(from + Math.floor(i / 3)) === i % 3 ? 1 : 0;
            return 1 / (1 + Math.exp(-value)) - y;
          });
        };
        const gradients = session.inputGradients(inputsFor(first), errors);
        expectClose(
          gradients.map((g) => g / first.count),
          wanted,
          { rtol: 1e-4, atol: 1e-7 },
        );
        expect(seen).toEqual([0, 8, 16, 24]);
        expect(gradients.some((g) => g !== 0)).toBe(true);
      },
      { threads: 1, miniBatchSize: 8 },
    );
  });

  it("refuses errors that are not one finite number for each weighted input", () =>
    open(fresh(), (session) => {
      for (const wrong of [new Float32Array(4), Float32Array.of(0, Number.NaN, 0), [0, 0, 0] as never])
        expect(refused(() => session.inputGradients(new Float32Array(6), () => wrong)).code).toBe("gradients.errors");
      const right = () => new Float32Array(3);
      expect(refused(() => session.inputGradients(new Float32Array(5), right)).code).toBe("data.shape");
    }));

  it("closes at the end of a block that uses it", async () => {
    const session = await engine.open(fresh(), { threads: 1 });
    // What `using session = …` calls there.
    session[Symbol.dispose]();
    expect(refused(() => session.predict(inputsFor(first))).code).toBe("session.closed");
    session.close();
  });

  it("refuses data that were unloaded", () =>
    open(fresh(), (session) => {
      const resident = session.load(first, { changing: true });
      session.unload(resident);
      for (const use of [
        () => session.evaluate(resident),
        () => session.train(stretchOf(resident)),
        () => session.gradients(resident, Uint32Array.of(0)),
        () => session.refresh(resident, first),
        () => session.unload(resident),
      ])
        expect(refused(use).code).toBe("session.data");
    }));

  it("says whose it is", () =>
    open(fresh(), (session) => {
      expect(session.engine).toBe(name);
      expect(session.threads).toBe(1);
      expect(session.network.spec).toEqual(fresh().spec);
    }));

  it("keeps several data sets, of classes and of values, apart", async () => {
    const alone = (data: Dataset) => open(fresh(), (session) => session.evaluate(session.load(data)));
    await open(fresh(), async (session) => {
      const [a, b, c] = [first, second, soft].map((data) => session.load(data));
      expect(session.evaluate(c)).toEqual(await alone(soft));
      expect(session.evaluate(a)).toEqual(await alone(first));
      expect(session.evaluate(b)).toEqual(await alone(second));
      expect(session.evaluate(a)).toEqual(await alone(first));
      expect(session.evaluate(c)).not.toHaveProperty("correct");
      expect(a.data).toBe(first);
    });
    // Trained on two sets in turn, as on both in one.
    const both = classification(
      [...Array(30).keys()]
        .map((i) => [...first.input(i)])
        .concat([...Array(11).keys()].map((i) => [...second.input(i)])),
      [...Array(30).keys()].map((i) => first.label(i)).concat([...Array(11).keys()].map((i) => second.label(i))),
      { classes: 3 },
    );
    const inTurn = await open(fresh(), (session) => {
      for (const data of [first, second])
        session.train(stretchOf(session.load(data), { trainingCount: 41, optimizer: momentum, stepsBefore: 0 }));
      session.download();
      return session.network.sha256();
    });
    const inOne = await open(fresh(), (session) => {
      session.train(stretchOf(session.load(both), { optimizer: momentum }));
      session.download();
      return session.network.sha256();
    });
    expect(inTurn).toBe(inOne);
  });

  it("leaves the network alone until it is asked to write to it", () =>
    open(fresh(), (session) => {
      const resident = session.load(first);
      session.train(stretchOf(resident));
      expect(session.network.sha256()).toBe(fresh().sha256());
      session.download();
      expect(session.network.sha256()).not.toBe(fresh().sha256());
    }));

  it("neither looking nor asking for gradients changes what training does next", async () => {
    const trained = (looking: boolean, optimizer = momentum) =>
      open(fresh(), (session) => {
        const [a, b] = [session.load(first), session.load(second)];
        for (let t = 0; t < 3; t++) {
          if (looking) {
            session.gradients(b, everyExample(second));
            session.evaluate(b);
            session.predict(inputsFor(second));
          }
          session.train(stretchOf(a, { from: 10 * t, to: 10 * t + 10, optimizer, stepsBefore: t }));
        }
        session.download();
        return session.network.sha256();
      });
    for (const type of miniBatchOptimizerNames) {
      const optimizer = ofMiniBatches(type);
      expect(await trained(true, optimizer)).toBe(await trained(false, optimizer));
    }
  });

  it("does with several optimizers in turn what fresh sessions do with their state", async () => {
    const turns = [momentum, { type: "sgd" }, adam, rmsprop, momentum, { type: "sgd" }, adam] as const;
    const data = first;
    const stretch = (t: number) => ({ from: 0, to: 20, optimizer: turns[t], stepsBefore: 2 * t, learningRate: 0.05 });
    const copies = (net: Network) => new Map([...net.parameters].map(([key, { values }]) => [key, values.slice()]));
    const together = await open(fresh(), (session) => {
      const resident = session.load(data);
      return turns.map((_, t) => {
        session.train(stretchOf(resident, stretch(t)));
        if (t % 2 === 0) session.gradients(resident, Uint32Array.of(3, 1));
        session.download();
        return copies(session.network);
      });
    });
    // The reference keeps float64 from step to step; what it hands out is float32.
    const tolerance = name === "wasm" ? { rtol: 0, atol: 0 } : { rtol: 1e-5, atol: 1e-6 };
    const states = new Map<string, Map<string, Float32Array>>();
    const net = fresh();
    for (const [t, optimizer] of turns.entries()) {
      await open(net, (session) => {
        session.uploadOptimizer(optimizer, states.get(optimizer.type) ?? new Map());
        session.train(stretchOf(session.load(data), stretch(t)));
        session.download();
        states.set(optimizer.type, session.downloadOptimizer(optimizer));
      });
      expectCloseMaps(copies(net), together[t], tolerance);
    }
  });

  it.each(miniBatchOptimizerNames)("gives and takes the arrays of %s", (type) =>
    open(fresh(), (session) => {
      const optimizer = ofMiniBatches(type);
      const { stateNames } = optimizerOf(optimizer);
      const names = [...session.network.parameters.keys()].flatMap((key) =>
        stateNames.map((state) => `${state}/${key}`),
      );
      expect([...session.downloadOptimizer(optimizer).keys()].sort()).toEqual(names.sort());
      session.train(stretchOf(session.load(first), { optimizer }));
      const learned = session.downloadOptimizer(optimizer);
      for (const values of learned.values()) expect(values.some((value) => value !== 0)).toBe(true);
      session.uploadOptimizer(optimizer, new Map());
      for (const values of session.downloadOptimizer(optimizer).values())
        expect(values.every((v) => v === 0)).toBe(true);
      session.uploadOptimizer(optimizer, learned);
      expect(session.downloadOptimizer(optimizer)).toEqual(learned);
      // What it gave is a copy.
      for (const values of learned.values()) values.fill(7);
      for (const values of session.downloadOptimizer(optimizer).values())
        expect(values.some((v) => v !== 7)).toBe(true);
    }),
  );

  it("takes weights that were changed outside when it is asked to", () =>
    open(fresh(), (session) => {
      const before = session.predict(inputsFor(second));
      session.network.parameters.get("layers.1.biases")?.values.fill(50);
      expect(session.predict(inputsFor(second))).toEqual(before);
      session.upload();
      expect(session.predict(inputsFor(second)).every((a) => a > 0.99)).toBe(true);
    }));

  it("gives the same gradients, to the bit, where those of the inputs are not wanted", () =>
    open(fresh(), (session) => {
      const resident = session.load(first);
      const all = session.gradients(resident, everyExample(first));
      const { inputs, ...rest } = session.gradients(resident, everyExample(first), { inputs: false });
      expect(inputs).toEqual(new Float32Array());
      expect({ ...rest, inputs: all.inputs }).toEqual(all);
      expect(session.gradients(resident, everyExample(first))).toEqual(all);
    }));

  it("refuses optimizers that look at all examples before each step", () =>
    open(fresh(), (session) => {
      for (const type of ["l-bfgs", "newton"]) {
        const optimizer = { type } as unknown as typeof momentum;
        const train = () => session.train(stretchOf(session.load(first), { optimizer }));
        expect(refused(train).code).toBe("training.optimizer");
        expect(refused(() => session.uploadOptimizer(optimizer, new Map())).code).toBe("training.optimizer");
      }
    }));

  it("starts the sum of costs from what it is given", () =>
    open(fresh(), (session) => {
      const resident = session.load(first);
      const still = { learningRate: 0, measureCost: true };
      const { costSum = 0 } = session.train(stretchOf(resident, still));
      expect(costSum / 30).toBeCloseTo(session.evaluate(resident).cost, 12);
      expect(session.train(stretchOf(resident, { ...still, costBefore: 1000 })).costSum).toBeCloseTo(1000 + costSum, 9);
      expect(session.train(stretchOf(resident, { ...still, measureCost: false }))).toEqual({ steps: 3 });
      expect(session.train(stretchOf(resident, { ...still, from: 7, to: 7 }))).toEqual({ steps: 0, costSum: 0 });
    }));

  it("may have examples come more than once, in any order", () =>
    open(fresh(), (session) => {
      const resident = session.load(first);
      const twice = session.gradients(resident, Uint32Array.of(4, 4, 9, 9));
      const once = session.gradients(resident, Uint32Array.of(4, 9));
      expect(twice.cost).toBeCloseTo(once.cost, 12);
      const [a, b] = [twice, once].map(({ parameters }) => parameters.get("layers.0.weights") ?? []);
      for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i] ?? 0, 6);
      expect(twice.inputs.slice(0, 6)).toEqual(twice.inputs.slice(6, 12));
    }));

  it("is of no use once it is closed, and may be closed again", async () => {
    const session = await engine.open(fresh(), { threads: 1 });
    const resident = session.load(first);
    session.close();
    session.close();
    for (const act of [
      () => session.load(first),
      () => session.train(stretchOf(resident)),
      () => session.evaluate(resident),
      () => session.predict(new Float32Array(6)),
      () => session.gradients(resident, Uint32Array.of(0)),
      () => session.download(),
      () => session.upload(),
      () => session.downloadOptimizer(momentum),
      () => session.uploadOptimizer(momentum, new Map()),
    ])
      expect(refused(act).code).toBe("session.closed");
  });

  it("refuses data that another session loaded", () =>
    open(fresh(), (other) =>
      open(fresh(), (session) => {
        session.load(first);
        for (const resident of [other.load(first), { data: first }]) {
          expect(refused(() => session.evaluate(resident)).code).toBe("session.data");
          expect(refused(() => session.train(stretchOf(resident))).code).toBe("session.data");
          expect(refused(() => session.gradients(resident, Uint32Array.of(0))).code).toBe("session.data");
        }
      }),
    ));

  it("refuses data that do not fit its network", () =>
    open(fresh(), (session) => {
      const code = (data: Dataset) => refused(() => session.load(data)).code;
      expect(code(classification(rows(4, 5), classes(4)))).toBe("data.shape");
      expect(code(classification(rows(4, 6), [0, 1, 2, 3]))).toBe("data.targets");
      expect(code(regression(rows(4, 6), rows(4, 2)))).toBe("data.targets");
      // Cross-entropy compares probabilities.
      expect(code(regression(rows(1, 6), [[0, 0.5, 1.5]]))).toBe("data.targets");
      expect(code(regression(rows(1, 6), [[0, -0.5, 1]]))).toBe("data.targets");
      // Fewer classes than outputs, and another shape of the same size, do fit.
      session.load(classification(rows(4, 6), [0, 1, 0, 1]));
      session.load(classification(rows(4, 6), classes(4), { shape: [1, 2, 3], classes: 3 }));
    }));

  it("refuses images of another shape where the network's input has one, and says both; a row has none", () =>
    open(network({ input: [1, 2, 3], layers: [dense(3)] }), (session) => {
      const shaped = (shape: number[], size = 6) => classification(rows(4, size), classes(4), { shape, classes: 3 });
      for (const shape of [[1, 2, 3], [6]]) session.load(shaped(shape));
      for (const shape of [
        [1, 3, 2],
        [3, 2, 1],
      ]) {
        const { code, message } = refused(() => session.load(shaped(shape)));
        expect([code, message]).toEqual(["data.shape", expect.stringContaining("[1, 2, 3] (6 values)")]);
        expect(message).toContain(`[${shape.join(", ")}] (6 values)`);
      }
      expect(refused(() => session.load(shaped([5], 5))).message).toContain("[5] (5 values)");
    }));

  it("refuses a stretch that makes no sense, and has then changed nothing", () =>
    open(
      fresh(),
      (session) => {
        const resident = session.load(first);
        const bad = [
          [{ miniBatchSize: 0 }, "training.miniBatchSize"],
          [{ miniBatchSize: 21 }, "training.miniBatchSize"],
          [{ miniBatchSize: 2.5 }, "training.miniBatchSize"],
          [{ from: -1 }, "training.from"],
          [{ from: 31 }, "training.from"],
          [{ from: 5, to: 4 }, "training.to"],
          [{ to: 31 }, "training.to"],
          [{ to: Number.NaN }, "training.to"],
          [{ learningRate: Number.NaN }, "training.learningRate"],
          [{ learningRate: Number.POSITIVE_INFINITY }, "training.learningRate"],
          [{ trainingCount: 0 }, "training.trainingCount"],
          [{ stepsBefore: -1 }, "training.stepsBefore"],
          [{ stepsBefore: 0.5 }, "training.stepsBefore"],
          [{ regularization: { l1: -1, l2: 0 } }, "training.regularization"],
          [{ regularization: { l1: 0, l2: Number.NaN } }, "training.regularization"],
          [{ order: Uint32Array.of(0, 1, 30) }, "data.index"],
          [{ order: [0, 1, 2] as unknown as Uint32Array }, "data.index"],
          [{ order: Int32Array.of(0, -1) as unknown as Uint32Array }, "data.index"],
        ] as const;
        for (const [wrong, code] of bad)
          expect(refused(() => session.train(stretchOf(resident, wrong))).code, JSON.stringify(wrong)).toBe(code);
        session.download();
        expect(session.network.sha256()).toBe(fresh().sha256());
      },
      { miniBatchSize: 20, threads: 1 },
    ));

  it("refuses examples that are none", () =>
    open(fresh(), (session) => {
      const resident = session.load(first);
      for (const wrong of [Uint32Array.of(), Uint32Array.of(30), Uint32Array.of(0, 2 ** 32 - 1), [0], "0", undefined])
        expect(refused(() => session.gradients(resident, wrong as Uint32Array)).code).toBe("data.index");
    }));

  it("refuses inputs that are no whole examples of finite numbers", () =>
    open(fresh(), (session) => {
      for (const wrong of [
        new Float32Array(0),
        new Float32Array(5),
        new Float32Array(13),
        [1, 2, 3, 4, 5, 6],
        "6",
        null,
      ])
        expect(refused(() => session.predict(wrong as Float32Array)).code).toBe("data.shape");
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const error = refused(() => session.predict(new Float32Array(12).fill(value, 8, 9)));
        expect([error.code, error.received]).toEqual(["data.inputs", `${value} at place 2 of example 1`]);
      }
      expect(session.predict(new Float32Array(6).fill(3e38)).every(Number.isFinite)).toBe(true);
    }));

  it("refuses an optimizer's arrays that belong to something else", () =>
    open(fresh(), (session) => {
      const good = session.downloadOptimizer(momentum);
      const code = (state: ReadonlyMap<string, Float32Array>) =>
        refused(() => session.uploadOptimizer(momentum, state)).code;
      expect(code(new Map([...good, ["velocity/layers.2.weights", new Float32Array(3)]]))).toBe("session.optimizer");
      expect(code(new Map([...good, ["mean/layers.0.weights", new Float32Array(42)]]))).toBe("session.optimizer");
      for (const length of [0, 2, 4]) {
        const state = new Map([...good, ["velocity/layers.1.biases", new Float32Array(length).fill(1)]]);
        expect(code(state)).toBe("session.optimizer");
      }
      expect(session.downloadOptimizer(momentum)).toEqual(good);
      expect(refused(() => session.uploadOptimizer({ type: "sgd" }, good)).code).toBe("session.optimizer");
    }));

  it("refuses to be opened with a size or a number of threads that is none", async () => {
    for (const miniBatchSize of [0, -1, 1.5, Number.NaN, "10"])
      expect((await refusedLater(engine.open(fresh(), { miniBatchSize } as SessionOptions))).code).toBe(
        "session.miniBatchSize",
      );
    for (const threads of [0, -1, 1.5, 65, Number.NaN, "2", "many", null])
      expect((await refusedLater(engine.open(fresh(), { threads } as SessionOptions))).code).toBe("session.threads");
  });
});

describe("the wasm engine where something is missing", () => {
  it("says so where there is no SIMD", async () => {
    vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    expect(hasSimd()).toBe(false);
    // Kernels that are compiled already need no second look.
    vi.resetModules();
    const { wasmEngine: unluckyEngine } = await import("./wasm/index.ts");
    const missing = await unluckyEngine.open(fresh()).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(missing).toMatchObject({ code: "engine.simd", next: expect.stringContaining("referenceEngine") });
    vi.restoreAllMocks();
    // The refusal is not remembered.
    expect(hasSimd()).toBe(true);
    (await unluckyEngine.open(fresh())).close();
  });

  it("knows a policy that forbids to compile anything from kernels that cannot be compiled", async () => {
    const compile = vi.spyOn(WebAssembly, "compile").mockRejectedValue(new WebAssembly.CompileError("no"));
    vi.resetModules();
    const { wasmEngine: unluckyEngine } = await import("./wasm/index.ts");
    const refusal = async () => unluckyEngine.open(fresh()).catch((error: unknown) => error);
    expect(await refusal()).toMatchObject({ code: "engine.webassembly", cause: expect.any(WebAssembly.CompileError) });
    const blocked = vi.spyOn(WebAssembly, "Module").mockImplementation(function Module() {
      throw new WebAssembly.CompileError("no");
    });
    expect(await refusal()).toMatchObject({
      code: "engine.blocked",
      next: expect.stringMatching(/'wasm-unsafe-eval'.*script-src.*referenceEngine/),
    });
    blocked.mockRestore();
    compile.mockRestore();
    (await unluckyEngine.open(fresh())).close();
  });

  it("says so where not even the addresses of a memory can be had", async () => {
    const memory = vi.spyOn(WebAssembly, "Memory").mockImplementation(function Memory() {
      throw new RangeError("could not allocate memory");
    });
    const error = await refusedLater(wasmEngine.open(fresh()));
    expect([error.code, error.cause]).toEqual(["engine.memory", expect.any(RangeError)]);
    memory.mockRestore();
  });

  it("takes one thread where no other can be started, unless it was told how many", async () => {
    const blocked = new NndlError("worker.blocked", { problem: "a test", next: "Go on." });
    const start = vi.spyOn(platform, "startWorker").mockImplementation(() => {
      throw blocked;
    });
    const busy = network({ input: [784], layers: [dense(100), dense(10)] });
    const options = { miniBatchSize: 100 };
    await withProcessors(2, async () => {
      await withSession(wasmEngine, busy, options, (session) => expect(session.threads).toBe(1));
      expect(start).toHaveBeenCalled();
      expect(await refusedLater(wasmEngine.open(busy, { ...options, threads: 2 }))).toBe(blocked);
    });
    vi.restoreAllMocks();
  });

  it("says so where a network is too large for the memory that there is", async () => {
    vi.spyOn(WebAssembly.Memory.prototype, "grow").mockImplementation(() => {
      throw new RangeError("no more");
    });
    const wide = network({ input: [300], layers: [dense(300), dense(10)] });
    const error = await refusedLater(wasmEngine.open(wide, { threads: 1 }));
    expect([error.code, error.cause]).toEqual(["engine.memory", expect.any(RangeError)]);
  });

  it("takes no more threads than there are processors, and says how many", async () => {
    const threadsOf = async (threads: number) => {
      const session = await wasmEngine.open(fresh(), { threads });
      session.close();
      return session.threads;
    };
    for (const [processors, asked, taken] of [
      [1, 2, 1],
      [2, 5, 2],
      [2, 2, 2],
      [3, 2, 2],
    ] as const)
      expect(await withProcessors(processors, () => threadsOf(asked))).toBe(taken);
  });

  it("takes as many threads as it is told, and says how many", async () => {
    for (const threads of [1, 2, 3])
      await withSession(wasmEngine, fresh(), { threads }, (session) => expect(session.threads).toBe(threads));
    // A step of a small network keeps one thread busy at most.
    await withSession(wasmEngine, fresh(), {}, (session) => expect(session.threads).toBe(1));
    await withSession(wasmEngine, fresh(), { threads: "auto" }, (session) => expect(session.threads).toBe(1));
  });
});
