import { describe, expect, it } from "vitest";
import { batchNorm, dense, dropout } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { refused } from "../../testing/refused.ts";
import { toyData } from "../../testing/toy-data.ts";
import { train } from "../../training/index.ts";
import { followGradients, type GradientEvent } from "./follow-gradients.ts";
import { gradientFlow } from "./gradient-flow.ts";

const data = toyData(60);
const measured = data.take(25);
const settings = { epochs: 4, learningRate: 0.5, regularization: { l2: 1 } };
const deep = () => network({ input: [5], layers: [dense(6), dropout(0.2), dense(6), batchNorm(), dense(3)], seed: 4 });

const speedsOf = (events: readonly GradientEvent[]) => events.map(({ layers }) => layers.map(({ speed }) => speed));

async function follow(run: ReturnType<typeof train>, until = Number.POSITIVE_INFINITY) {
  const [order, events]: [string[], GradientEvent[]] = [[], []];
  for await (const event of followGradients(run, measured)) {
    order.push(
      event.type === "gradients"
        ? `gradients ${event.epochs}`
        : `${event.type} ${"index" in event ? event.index : event.step}`,
    );
    if (event.type !== "gradients") continue;
    events.push(event);
    if (event.epochs >= until) break;
  }
  return { order, events };
}

describe("a run whose gradients are followed", () => {
  it("tells them before the first epoch and after each, and ends with the same bits", async () => {
    const [alone, followed] = [deep(), deep()];
    for await (const _ of train(alone, data, settings)) void _;
    const run = train(followed, data, settings);
    const { order, events } = await follow(run);
    expect(order).toEqual([
      "gradients 0",
      ...[0, 1, 2, 3].flatMap((epoch) => [`epoch ${epoch}`, `gradients ${epoch + 1}`]),
    ]);
    expect(followed.sha256()).toBe(alone.sha256());
    expect(run.outcome!.reason).toBe("finished");
    // The first belong to the first weights, the last to those at the end.
    const [atStart, atEnd] = [await gradientFlow(deep(), measured), await gradientFlow(followed, measured)];
    expect(events[0]).toEqual({ type: "gradients", epochs: 0, ...atStart });
    expect(events.at(-1)).toEqual({ type: "gradients", epochs: 4, ...atEnd });
    expect(new Set(speedsOf(events).map(String)).size).toBe(5);
  });

  it("lets the events of mini-batches through", async () => {
    const run = train(deep(), data, { ...settings, epochs: 1, miniBatchEvents: 3 });
    expect((await follow(run)).order).toEqual([
      "gradients 0",
      "mini-batch 3",
      "mini-batch 6",
      "epoch 0",
      "gradients 1",
    ]);
  });

  it("goes on from a snapshot with the very same numbers", async () => {
    const straight = await follow(train(deep(), data, settings));
    const first = train(deep(), data, settings);
    const before = await follow(first, 2);
    expect(first.outcome!.reason).toBe("aborted");
    const resumed = train(deep(), data, { resume: first.snapshot() });
    const after = await follow(resumed);
    expect(after.events.map(({ epochs }) => epochs)).toEqual([2, 3, 4]);
    expect([...before.events, ...after.events.slice(1)]).toEqual(straight.events);
    expect(after.events[0]).toEqual(before.events[2]);
    expect(resumed.outcome!.sha256).toBe((await finished()).sha256);
  });

  it("passes on what ends the run, and what is wrong at once", async () => {
    const run = train(deep(), data, { ...settings, learningRate: 1e30 });
    await expect(follow(run)).rejects.toMatchObject({ code: "training.diverged" });
    const code = (...args: unknown[]) =>
      refused(() => (followGradients as (...each: unknown[]) => unknown)(...args)).code;
    expect(code(deep(), data)).toBe("analysis.run");
    expect(code(train(deep(), data, settings), toyData(4, { size: 3 }))).toBe("data.shape");
    expect(code(train(deep(), data, settings), data, { each: 2 })).toBe("analysis.options");
  });
});

async function finished() {
  const run = train(deep(), data, settings);
  for await (const _ of run) void _;
  return run.outcome!;
}
