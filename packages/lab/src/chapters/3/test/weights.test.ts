/** Chapter 3's figures of prices on weights, of distorted digits and of learning rates: each trains and asks as the library does. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { alone, firstWeights, followed, summaryOf } from "../decay/weights.ts";
import { known } from "../rates/rates.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.skipIf(isRound)(
  "weight-decay begins with the network's first weights, and lets the price act",
  async () => {
    const hands = await Hands.on(site, "weight-decay");
    const settings = { price: "l2", lambda: 1, start: "gaussian", seed: 1 } as const;
    const first = summaryOf(firstWeights(settings));
    await hands.shows({ "standard deviation": first.deviation, "largest weight": first.largest });
    await hands.choose("scaled", "First weights");
    await hands.shows({
      "standard deviation": summaryOf(firstWeights({ ...settings, start: "scaled-gaussian" })).deviation,
    });
    await hands.choose("wide", "First weights");
    await hands.type("λ", "4");
    const status = () => hands.island.locator(".state").getAttribute("data-status");
    await hands.keys(hands.button("Train"), "Enter");
    await expect.poll(() => hands.reading("epoch"), { timeout: 60_000 }).toBeGreaterThan(5);
    await hands.press("Pause");
    await expect.poll(status).toBe("paused");
    const epochs = await hands.reading("epoch");
    // Of the weights that see nothing, which are very many, the price alone has made so much.
    const part = alone({ ...settings, lambda: 4 }, 1, epochs);
    expect(await hands.reading("standard deviation")).toBeLessThan(Math.max(0.4, 1.3 * part));
    await hands.press("Rewind");
    await hands.shows({ epoch: 0, "standard deviation": first.deviation });
    await hands.choose("L1", "Price on weights");
    await hands.press("Train");
    await expect.poll(() => hands.reading("within 0.02 of 0"), { timeout: 60_000 }).toBeGreaterThan(30);
    await hands.press("Pause");
    await hands.choose("none", "Price on weights");
    await hands.shows({ epoch: 0, "within 0.02 of 0": 100 * first.nearZero });
    expect(followed).toHaveLength(12);
    await hands.leave();
  },
  120_000,
);

it("distortions shows what the network of chapter 1 makes of a changed digit", async () => {
  const hands = await Hands.on(site, "distortions");
  const outputs = async () =>
    ((await hands.island.locator(".bars").getAttribute("data-outputs")) ?? "").split(" ").map(Number);
  const taken = async () => {
    const all = await outputs();
    return all.length < 10 ? -1 : all.indexOf(Math.max(...all));
  };
  const read = () => hands.island.locator(".lot").getAttribute("data-read");
  await expect.poll(taken).toBe(5);
  await expect.poll(read).toMatch(/^5{30,}|^[0-9]{40}$/);
  // A 6 that stands on its head is read as something else.
  await hands.choose("6");
  await hands.press("As it was");
  await expect.poll(taken).toBe(6);
  await expect.poll(read).toBe("6".repeat(40));
  await hands.type("Turn", "180");
  await expect.poll(taken).not.toBe(6);
  await hands.type("Turn", "0");
  await hands.type("Right", "7");
  await hands.keys(hands.slider("Up"), "ArrowRight", "ArrowRight");
  await hands.type("Skew", "0.5");
  await hands.type("Size", "0.7");
  await hands.type("Bend, α", "60");
  await expect.poll(read).not.toBe("6".repeat(40));
  const before = await read();
  await hands.press("Others");
  await expect.poll(read).not.toBe(before);
  await hands.refusesNonsense("Turn", [-180, 180]);
  await hands.leave();
});

it.skipIf(isRound)(
  "learning-rates learns as the run on record, and goes on with another rate",
  async () => {
    const hands = await Hands.on(site, "learning-rates");
    const state = hands.island.locator(".state");
    const epoch = async () => Number(await state.getAttribute("data-epoch"));
    expect(await hands.command()).toBe("npx nndl reproduce ch3/learning-rates");
    await hands.type("Learning rate η", "0.25");
    await hands.press("Train");
    await expect.poll(epoch, { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
    await hands.press("Pause");
    await expect.poll(() => state.getAttribute("data-status")).toBe("paused");
    const done = await epoch();
    expect(Number(await state.getAttribute("data-cost"))).toBeCloseTo(known[1]!.points[done - 1]![1], 4);
    // A small rate's cost comes across the recorded one now and then; a large one's does not.
    await hands.type("Learning rate η", "5");
    await hands.press("Go on");
    await expect.poll(epoch, { timeout: 60_000 }).toBeGreaterThan(done);
    await hands.press("Pause");
    // It has another cost now, and the picture says from where on.
    const now = await epoch();
    expect(Math.abs(Number(await state.getAttribute("data-cost")) - known[1]!.points[now - 1]![1])).toBeGreaterThan(
      0.1,
    );
    await expect.poll(() => hands.island.getByText("η = 5", { exact: true }).count()).toBeGreaterThan(0);
    await hands.press("Back to the start");
    await expect.poll(epoch).toBe(0);
    await hands.flip("show 0.25, then 0.025");
    await hands.shows({
      "least on record": Math.min(...known.flatMap(({ points }) => points.map(([, cost]) => cost))),
    });
    expect(await hands.command()).toBe("npx nndl reproduce ch3/schedule");
    await hands.flip("show the book’s points");
    await hands.refusesNonsense("Learning rate η", [0.001, 10]);
    await hands.leave();
  },
  120_000,
);
