import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Dataset, type Distortion, distorted } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { platform } from "../platform/node.ts";
import type { WorkerHandlers } from "../platform/platform.ts";
import { refused } from "../testing/refused.ts";
import { EpochImages } from "./epoch-images.ts";

afterEach(() => void vi.restoreAllMocks());

function images(count: number, side = 6): Dataset {
  const features = Uint8Array.from({ length: count * side * side }, (_, i) => (i * 2654435761) >>> 24);
  const labels = Array.from({ length: count }, (_, i) => i % 3);
  return new Dataset({
    name: "spots",
    shape: [1, side, side],
    features,
    targets: { kind: "classes", labels, classes: 3 },
  });
}

const bend: Distortion = { shift: 1, rotate: 20, elastic: { alpha: 5, sigma: 2 } };
const failure = new NndlError("worker.failed", { received: "a test", expected: "a worker must live", next: "Go on." });

async function epochsOf(source: EpochImages, epochs: readonly number[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const epoch of epochs) {
    all.push((await source.of(epoch))!.features);
    source.prepare(epoch + 1);
  }
  source.close();
  return all;
}

describe("the images of the epochs", () => {
  const data = images(37);
  const expected = (epochs: readonly number[]) =>
    epochs.map((epoch) => distorted(data, bend, { seed: 9, epoch }).features);

  it("are those that `distorted` gives, made ahead by a worker or not", async () => {
    const starts = vi.spyOn(platform, "startWorker");
    expect(await epochsOf(new EpochImages(data, bend, 9), [0, 1, 2, 5, 6])).toEqual(expected([0, 1, 2, 5, 6]));
    expect(starts).toHaveBeenCalledTimes(1);
  });

  it("are the same where no worker can be started", async () => {
    const starts = vi.spyOn(platform, "startWorker").mockImplementation(() => {
      throw failure;
    });
    expect(await epochsOf(new EpochImages(data, bend, 9), [0, 1, 2])).toEqual(expected([0, 1, 2]));
    expect(starts).toHaveBeenCalledTimes(1);
  });

  it("are the same when the worker dies, at whichever request", async () => {
    const start = platform.startWorker;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4 }), async (last) => {
        vi.spyOn(platform, "startWorker").mockImplementation((source: string, handlers: WorkerHandlers) => {
          const worker = start(source, handlers);
          let posts = 0;
          return {
            ...worker,
            post(value) {
              if (posts++ < last) worker.post(value);
              else setTimeout(() => handlers.onFailure(failure), 1);
            },
          };
        });
        expect(await epochsOf(new EpochImages(data, bend, 9), [0, 1, 2])).toEqual(expected([0, 1, 2]));
        vi.restoreAllMocks();
      }),
      { numRuns: 10 },
    );
  });

  it("keep labels, name and scale, and leave the originals alone", async () => {
    const source = new EpochImages(data, bend, 9);
    const before = data.features.slice();
    const epoch = (await source.of(3))!;
    source.close();
    expect({ ...epoch, features: 0 }).toEqual({ ...data, features: 0 });
    expect(data.features).toEqual(before);
  });

  it("work for a single image", async () => {
    const one = images(1);
    const source = new EpochImages(one, bend, 2);
    expect((await source.of(0))!.features).toEqual(distorted(one, bend, { seed: 2 }).features);
    source.close();
  });

  it("are not waited for when the signal is given, before or while they are made", async () => {
    const many = images(40_000, 10);
    const early = new EpochImages(many, bend, 1);
    expect(await early.of(0, AbortSignal.abort())).toBeUndefined();
    early.close();
    const controller = new AbortController();
    const late = new EpochImages(many, bend, 1);
    const made = late.of(0, controller.signal);
    await platform.yieldToOthers();
    controller.abort();
    expect(await made).toBeUndefined();
    late.close();
  });

  it("are refused for what is no image, at once", () => {
    const line = new Dataset({
      shape: [5],
      features: new Uint8Array(10),
      targets: { kind: "classes", labels: [0, 1], classes: 2 },
    });
    expect(refused(() => new EpochImages(line, bend, 0)).code).toBe("expansion.images");
    expect(refused(() => new EpochImages(images(2, 1), bend, 0)).code).toBe("expansion.distortion");
  });
});
