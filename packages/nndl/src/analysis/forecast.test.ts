import { describe, expect, it } from "vitest";
import { type Engine, referenceEngine } from "../engines/index.ts";
import { dense } from "../layers/index.ts";
import { ksh } from "../presets/index.ts";
import { refused } from "../testing/refused.ts";
import { scriptedEngine } from "../testing/scripted-engine.ts";
import { checkMemory, type Forecast, forecast, isLarge } from "./forecast.ts";
import { measureSpeed } from "./measure-speed.ts";

const small = { input: [784], layers: [dense(30), dense(10)] };
const momentum = { type: "momentum", momentum: 0.9 } as const;

describe("the forecast", () => {
  it("says memory and time in a sentence", async () => {
    const { memory, secondsPerImage, sentence } = await forecast(small, {}, { threads: 1 });
    expect(memory.total).toBe(2 * 4 * 23860 + 4 * 10 * 824);
    expect(secondsPerImage).toBeGreaterThan(0);
    expect(secondsPerImage).toBeLessThan(0.01);
    expect(sentence).toMatch(/^this needs 224 kB and about \d+(\.\d)? µs per image on this machine$/);
  });

  it("measures each kind of work that the network has, on the engine that is to do it", async () => {
    const opened: { layers: string; closed: boolean }[] = [];
    const watched: Engine = {
      name: "watched",
      open: async (net, options) => {
        const session = await scriptedEngine({ train: (stretch) => void expect(stretch.learningRate).toBe(0) }).open(
          net,
          options,
        );
        const seen = { layers: net.spec.layers.map(({ type }) => type).join(), closed: false };
        opened.push(seen);
        const close = () => {
          seen.closed = true;
        };
        return { ...session, close };
      },
    };
    const tiny = ksh({ side: 67, maps: [4, 8, 6, 8, 8], units: 12, classes: 4 });
    const { secondsPerImage } = await forecast(tiny, { optimizer: momentum }, { engine: watched });
    expect(secondsPerImage).toBeGreaterThan(0);
    expect(opened).toEqual([
      { layers: "conv2d,dense", closed: true },
      { layers: "dense,dense", closed: true },
    ]);
    await forecast(small, {}, { engine: watched });
    expect(opened.length).toBe(3);
  });

  it("is of convolutions, too, on an engine that computes", async () => {
    expect(await measureSpeed("convolution", { engine: referenceEngine })).toBeGreaterThan(0);
  });
});

/** The forecast of a network, without the measurement. */
const made = (total: number, engine: number): Forecast => ({
  memory: {
    parameters: 0,
    gradients: 0,
    optimizer: 0,
    activations: 0,
    errors: 0,
    data: 0,
    checkpoints: 0,
    total,
    engine,
  },
  secondsPerImage: 1,
  sentence: "this needs 5.0 GB and about 1.0 s per image on this machine",
});

describe("a network that is too large", () => {
  it("for the machine is refused with the sentence", () => {
    const error = refused(() => checkMemory(made(5e9, 2e9), 3e9));
    expect(error.code).toBe("network.memory");
    expect(error.message).toContain("this needs 5.0 GB and about 1.0 s per image on this machine");
    expect(error.problem).toContain("only 3.0 GB");
  });

  it("for WebAssembly is refused wherever", () => {
    expect(refused(() => checkMemory(made(5e9, 4.4e9), 64e9)).problem).toContain("WebAssembly");
    expect(refused(() => checkMemory(made(5e9, 4.4e9), undefined)).problem).toContain("4.3 GB");
  });

  it("is not one that fits, nor one of which nobody knows whether it does", () => {
    expect(() => checkMemory(made(5e9, 4e9), 64e9)).not.toThrow();
    expect(() => checkMemory(made(5e9, 4e9), Number.POSITIVE_INFINITY)).not.toThrow();
  });
});

it("the KSH network is large, the book's are not", () => {
  expect(isLarge(ksh(), { optimizer: momentum, miniBatchSize: 128, checkpoints: true })).toBe(true);
  expect(isLarge(small, { optimizer: momentum, dataBytes: 47e6 })).toBe(false);
});
