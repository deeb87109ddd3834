import { classification, dense, NndlError, network, type TrainingSnapshot, train as trainNetwork } from "nndl";
import { describe, expect, test } from "vitest";
import { drive } from "./drive.ts";
import type { TrainingView } from "./view.ts";

const examples = Array.from({ length: 200 }, (_, i) => [i % 5, i % 7, i % 3]);
const data = classification(
  examples,
  examples.map(([x]) => x % 2),
);

function runOf(epochs: number, signal?: AbortSignal) {
  const net = network({ input: [3], layers: [dense(4), dense(2)], seed: 1 });
  return trainNetwork(net, data, {
    epochs,
    learningRate: 0.1,
    threads: 1,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** A view that notes what it is told. */
function notes() {
  const seen = { ticks: 0, epochs: [] as number[], closed: 0 };
  const view: TrainingView = {
    tick: () => void seen.ticks++,
    epoch: ({ index }) => void seen.epochs.push(index),
    close: () => void seen.closed++,
  };
  return { seen, view };
}

describe("a run that is driven", () => {
  test("is shown and saved, one checkpoint at a time, the end last", async () => {
    const { seen, view } = notes();
    const saved: TrainingSnapshot[] = [];
    let atOnce = 0;
    const store = {
      async save(snapshot: TrainingSnapshot) {
        expect(++atOnce).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        atOnce--;
        saved.push(snapshot);
        return "";
      },
    };
    const run = runOf(3);
    const outcome = await drive({ run, view, checkpoints: { store, every: 0.001 } });
    expect(outcome.sha256).toBe(run.network.sha256());
    expect([seen.epochs, seen.closed]).toEqual([[0, 1, 2], 1]);
    expect(saved.at(-1)?.cursor.epoch).toBe(3);
  });

  test("ends with the error of a checkpoint that cannot be written", async () => {
    const { seen, view } = notes();
    const full = new NndlError("file.write", { received: "ENOSPC", expected: "room", next: "Make some." });
    const store = { save: () => Promise.reject(full) };
    await expect(drive({ run: runOf(2), view, checkpoints: { store, every: 1 } })).rejects.toBe(full);
    expect(seen.closed).toBe(1);
  });

  test("saves where it stands when it is interrupted", async () => {
    const control = new AbortController();
    const { view } = notes();
    const saved: TrainingSnapshot[] = [];
    const store = { save: async (snapshot: TrainingSnapshot) => String(saved.push(snapshot)) };
    const outcome = await drive({
      run: runOf(1000, control.signal),
      view,
      checkpoints: { store, every: 1000 },
      onEpoch: ({ index }) => index === 4 && control.abort(),
    });
    expect(outcome.reason).toBe("aborted");
    expect(saved.map(({ cursor }) => cursor.epoch)).toEqual([5]);
  });
});
