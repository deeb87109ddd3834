import { describe, expect, it } from "vitest";
import { regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { Network, network, withNewHead } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { toyData } from "../testing/toy-data.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../training/checkpoint-file.ts";
import { train } from "../training/train.ts";
import { add, batchNorm, conv2d, dense, dropout, type LayerInput } from "./index.ts";

/** One number through linear layers with these weights, and connections among them. */
function chain(weights: readonly number[], layers: readonly LayerInput[]): Network {
  const spec = { input: [1], layers, cost: "quadratic" } as const;
  let next = 0;
  const values = [...network(spec).parameters].map(
    ([key, { shape }]) => [key, { shape, values: [key.endsWith("weights") ? weights[next++] : 0] }] as const,
  );
  return Network.fromParameters(spec, new Map(values));
}

const linear = dense(1, "linear");

describe("a residual connection", () => {
  it.each([
    // y = (1 + w)x, and dC/dx = (1 + w)(y − t).
    { weights: [0.5], layers: [linear, add(1)], slope: 1.5 },
    // Over two layers: 1 + vw.
    { weights: [0.5, -3], layers: [linear, linear, add(2)], slope: 1 + 0.5 * -3 },
    // Over none: what comes in, twice.
    { weights: [0.5], layers: [linear, add(0)], slope: 1 },
    // Two from one place, one of them over the other's sum: x + (x + wx).
    { weights: [0.5], layers: [linear, add(1), add(2)], slope: 2.5 },
    // Sums of sums: (1 + v)(1 + w).
    { weights: [0.5, -3], layers: [linear, add(1), linear, add(1)], slope: 1.5 * -2 },
  ])("of $layers.length layers adds up, forward and back, as by hand: $slope", async ({ weights, layers, slope }) => {
    const data = regression([[2]], [[1]]);
    for (const engine of [referenceEngine, wasmEngine])
      await withSession(engine, chain(weights, layers), { threads: 1 }, (session) => {
        const [y, error] = [2 * slope, 2 * slope - 1];
        expectClose(session.predict(Float32Array.of(2)), [y], { rtol: 1e-6, atol: 0 });
        const { inputs } = session.gradients(session.load(data), everyExample(data));
        expectClose(inputs, [slope * error], { rtol: 1e-6, atol: 0 });
      });
  });

  it("lets the error of a deep network of small weights reach its first layer as it is", async () => {
    const depth = 40;
    const plain = Array.from({ length: depth }, () => linear);
    const weights = plain.map(() => 0.01);
    const data = regression([[1]], [[0]]);
    const speed = (net: Network) =>
      withSession(referenceEngine, net, {}, (session) => {
        const { parameters } = session.gradients(session.load(data), everyExample(data));
        return Math.abs(parameters.get("layers.0.biases")![0] / (session.predict(Float32Array.of(1))[0] || 1e-45));
      });
    const residual = plain.flatMap((layer) => [layer, add(1)]);
    expect(await speed(chain(weights, residual))).toBeCloseTo(1.01 ** (depth - 1), 5);
    expect(await speed(chain(weights, plain))).toBe(0);
  });
});

describe("what does not fit is refused", () => {
  const problemOf = (input: readonly number[], ...layers: LayerInput[]) => {
    const { code, received, expected, next } = refused(() => network({ input, layers }));
    expect(code).toBe("layer.over");
    return { received, expected, next };
  };

  it("where there are not so many layers before it", () => {
    expect(problemOf([4], dense(4), add(2))).toEqual({
      received: "2",
      expected: "layer 2, add: over must be at most 1, the number of layers before it",
      next: "Lead over fewer layers; over all of them it adds the network's own input.",
    });
    expect(problemOf([4], dense(4), dense(4), add(1e9)).expected).toContain("at most 2, the number of layers");
    expect(problemOf([4], add(1), dense(4)).next).toBe("Put it behind the layers that it is to lead over.");
  });

  it("where the shapes differ, with what would fit", () => {
    expect(problemOf([784], dense(30), dropout(0.2), dense(30), add(3))).toEqual({
      received: "3, which leads to 784",
      expected: "layer 4, add: over must lead to values of the shape that comes in, 30",
      next: "Here 1 or 2 would fit.",
    });
    const images = problemOf([1, 5, 5], conv2d(2, 3), add(1));
    expect(images.received).toBe("1, which leads to 1 × 5 × 5");
    expect(images.next).toBe("Give the layers that it leads over as many outputs as the first of them has inputs.");
    // As many values, but not the same places.
    expect(problemOf([2, 2, 2], dense(8), add(1)).expected).toContain("comes in, 8");
  });

  it("at once, where no network is needed to see it", () => {
    for (const over of [-1, 0.5, Number.NaN, "1", undefined])
      expect(refused(() => add(over as number)).code).toBe("layer.over");
    expect(refused(() => add(1, { activation: "no such" as "relu" })).code).toBe("layer.activation");
    expect(refused(() => add(1, { from: 2 } as object)).code).toBe("layer.field");
  });
});

describe("a network with residual connections", () => {
  const layers = [dense(8, "relu"), dense(8), dropout(0.2), batchNorm(), add(3), dense(8, "tanh"), add(1), dense(3)];
  const residual = () => network({ input: [5], layers, cost: "cross-entropy", seed: 2 });

  it("says of each which layer's input it takes, too", () => {
    expect(residual().layers.map(({ earlier }) => earlier)).toEqual([
      ...[undefined, undefined, undefined, undefined, 1],
      ...[undefined, 5, undefined],
    ]);
  });

  it("goes on from its checkpoint to the same bits", async () => {
    const settings = { epochs: 4, learningRate: 0.1, miniBatchSize: 4, optimizer: "momentum" } as const;
    const whole = train(residual(), toyData(23), settings);
    for await (const _ of whole);
    const first = train(residual(), toyData(23), settings);
    for await (const { index } of first) if (index === 1) break;
    const resume = decodeCheckpoint(encodeCheckpoint(first.snapshot()));
    const second = train(residual(), toyData(23), { ...settings, resume });
    for await (const _ of second);
    expect(second.outcome!.sha256).toBe(whole.outcome!.sha256);
  });

  it("gets a new last layer as any other", () => {
    const other = withNewHead(residual(), 7);
    expect([other.outputSize, other.spec.layers.slice(0, -1)]).toEqual([7, residual().spec.layers.slice(0, -1)]);
  });

  it("is none that the book's JSON could hold", () => {
    const sigmoids = [dense(4, "sigmoid"), dense(4, "sigmoid"), add(1, { activation: "sigmoid" })];
    const error = refused(() => network({ input: [4], layers: sigmoids, cost: "quadratic" }).toBytes("book-json"));
    expect([error.code, error.received]).toEqual(["book-json.unsupported", "layer 3, add, with sigmoid"]);
  });
});
