import fc from "fast-check";
import type { OptimizerName, PlannedChange } from "nndl";
import { isFullBatch, optimizers } from "nndl/functions";
import { checkSettings } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { changes, changesFlag, formatChanges, plannedChanges } from "./changes.ts";
import { classWeights } from "./class-weights.ts";

const first = {
  ...{ epochs: 200, miniBatchSize: 10, optimizer: { type: "momentum", momentum: 0.75 } as const },
  regularization: { l1: 0.5, l2: 2 },
};
const planned = (text: string, count = 95) => plannedChanges(changes(text, "--changes"), first, count);

describe("changes on the way", () => {
  test("hold from a mini-batch on, and what is not named stays", () => {
    expect(planned("7:lr=0.1:lambda=0, 30 : momentum=0.5")).toEqual([
      { atMiniBatch: 7, settings: { learningRate: 0.1, regularization: { l1: 0.5, l2: 0 } } },
      { atMiniBatch: 30, settings: { optimizer: { type: "momentum", momentum: 0.5 } } },
    ]);
  });

  test("hold from an epoch on, whose first mini-batch depends on the sizes before", () => {
    const at = (text: string) => planned(text).map(({ atMiniBatch }) => atMiniBatch);
    expect(at("epoch 0:lr=1,epoch 2:batch=95,epoch4:batch=1,epoch 5:lr=2")).toEqual([0, 20, 22, 117]);
    // From the middle of an epoch on, the rest of it is cut otherwise: 5 · 10 + 4 · 15 are more than 95.
    expect(at("5:batch=15,epoch 1:lr=1")).toEqual([5, 8]);
  });

  test.each([
    "lr=0.1",
    "5",
    "5:",
    "5:rate=1",
    "5:lr",
    "5:lr=0",
    "5:lr=1:lr=2",
    "5:batch=1.5",
    "-1:lr=1",
    "epoch:lr=1",
    "5:beta1=0.5",
    "5:lr=1,5:lr=2",
    "5:lr=1,epoch 0:lr=2",
    "epoch 200:lr=1",
    "2000:lr=1",
    "",
  ])("refuses %j", (text) => {
    expect(() => planned(text)).toThrow(expect.objectContaining({ code: "option.changes" }));
  });

  test("say which number is wrong, and not how another option is written", () => {
    expect(() => planned("5:lr=0")).toThrow(
      '--changes: lr must be a number above 0, received "5:lr=0". Write for example --changes "',
    );
    expect(() => classWeights("1,-2", "--class-weights")).toThrow(/each class, .*received "1,-2"\. .* 1,2,0\.5\./);
  });

  test("are written, and read as the same", () => {
    const number = fc.double({ min: 1e-9, max: 0.999, noNaN: true });
    const type = fc.constantFrom(...(Object.keys(optimizers) as OptimizerName[]));
    const settings = (optimizer: OptimizerName) =>
      fc.record(
        {
          learningRate: number,
          // What looks at all examples has no other mini-batch.
          ...(isFullBatch({ type: optimizer }) ? {} : { miniBatchSize: fc.integer({ min: 1, max: 200 }) }),
          regularization: fc.record({ l1: number, l2: number }, { requiredKeys: [] }),
          optimizer: fc
            .record(
              Object.fromEntries(
                Object.keys(optimizers[optimizer].defaults).map((name) => [
                  name,
                  name === "memory" ? fc.integer({ min: 1, max: 100 }) : number,
                ]),
              ),
              { requiredKeys: [] },
            )
            .map((numbers) => ({ type: optimizer, ...numbers }) as PlannedChange["settings"]["optimizer"]),
        },
        { requiredKeys: [] },
      );
    const run = type.chain((optimizer) =>
      fc.record({
        optimizer: fc.constant(optimizer),
        changes: fc
          .uniqueArray(fc.record({ atMiniBatch: fc.nat(100), settings: settings(optimizer) }), {
            selector: ({ atMiniBatch }) => atMiniBatch,
            maxLength: 4,
          })
          .map((list) => list.sort((a, b) => a.atMiniBatch - b.atMiniBatch)),
      }),
    );
    fc.assert(
      fc.property(run, ({ optimizer, changes: list }) => {
        const begun = { ...first, optimizer: { type: optimizer }, learningRate: 1 };
        const checked = checkSettings({ ...begun, changes: list });
        const flag = changesFlag(checked.changes);
        const again = flag && plannedChanges(changes(formatChanges(flag), "--changes"), begun, 95);
        expect(checkSettings({ ...begun, changes: again })).toEqual(checked);
      }),
    );
  });
});
