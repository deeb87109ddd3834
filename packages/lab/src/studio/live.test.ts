import { describe, expect, it } from "vitest";
import { changeInWords, changeOf, settingsNow } from "./live.ts";

const training = {
  epochs: 3,
  learningRate: 1,
  optimizer: { type: "momentum", momentum: 0.9 },
  changes: [
    { atMiniBatch: 10, settings: { learningRate: 0.1 } },
    { atMiniBatch: 20, settings: { miniBatchSize: 50, regularization: { l1: 0, l2: 5 } } },
  ],
} as const;

describe("settings that change on the way", () => {
  it("hold from their mini-batch on", () => {
    expect(settingsNow(training, 9)).toEqual({ epochs: 3, learningRate: 1, optimizer: training.optimizer });
    expect(settingsNow(training, 10).learningRate).toBe(0.1);
    expect(settingsNow(training, 20)).toMatchObject({ learningRate: 0.1, miniBatchSize: 50 });
  });

  it("are the rate, the mini-batch, the regularization and the numbers of the same optimizer", () => {
    expect(changeOf(training, { learningRate: 2 })).toEqual({ learningRate: 2 });
    expect(changeOf(training, { optimizer: { type: "momentum", momentum: 0.5 } })).toBeDefined();
    expect(changeOf(training, { optimizer: "adam" })).toBeUndefined();
    expect(changeOf(training, { optimizer: undefined })).toBeUndefined();
    expect(changeOf(training, { learningRate: 2, epochs: 9 })).toBeUndefined();
    expect(changeOf({ epochs: 1, learningRate: 1 }, { optimizer: "sgd" })).toBeDefined();
  });

  it("are said in few words", () => {
    expect(training.changes.map(({ settings }) => changeInWords(settings))).toEqual([
      "η 0.1",
      "mini-batches of 50, λ 5",
    ]);
    expect(changeInWords({ optimizer: { type: "momentum", momentum: 0.5 } })).toBe("μ 0.5");
  });
});
