/** Chapter 3's game: a try is the library's training, it costs what is counted, and the strategy plays and can be stopped. */

import { dense, mnist, network, train } from "nndl";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { bookStart, secondsOf, type Try } from "../game/game.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.skipIf(isRound)(
  "search-game trains each try as the library does, counts its seconds, and is played by the strategy",
  async () => {
    const hands = await Hands.on(site, "search-game");
    const tries = hands.island.locator(".tries li");
    const strategy = hands.island.locator(".strategy");
    expect(await tries.count()).toBe(1);
    expect(Number(await tries.first().getAttribute("data-accuracy"))).toBe(9.67);
    await hands.choose("none", "Hidden neurons");
    await hands.choose("1,000", "Training images");
    await hands.choose("100", "Validation images");
    await hands.type("Epochs", "4");
    await hands.type("Learning rate η", "1");
    await hands.type("λ", "20");
    const tried: Try = { ...bookStart, hidden: 0, images: 1000, validation: 100, epochs: 4, rate: 1, lambda: 20 };
    await hands.keys(hands.button("Try it"), "Enter");
    await expect.poll(() => tries.count(), { timeout: 60_000 }).toBe(2);
    const digits = await mnist();
    const net = network({
      input: [784],
      layers: [dense(10)],
      cost: "cross-entropy",
      initializer: "scaled-gaussian",
      seed: 1,
    });
    const run = train(net, digits.training.take(1000), {
      epochs: 4,
      miniBatchSize: 10,
      learningRate: 1,
      regularization: { l2: 20 },
      evaluate: { validation: digits.validation.take(100) },
    });
    let accuracy = 0;
    for await (const { evaluations } of run) accuracy = 100 * evaluations.validation!.accuracy!;
    expect(Number(await tries.first().getAttribute("data-accuracy"))).toBeCloseTo(accuracy, 6);
    expect(Number(await tries.first().getAttribute("data-spent"))).toBeCloseTo(
      secondsOf(bookStart) + secondsOf(tried),
      6,
    );

    // What would end as no number at all is said to diverge.
    await hands.type("λ", "100000");
    await hands.press("Try it");
    await expect.poll(() => tries.count(), { timeout: 60_000 }).toBe(3);
    expect(await tries.first().innerText()).toContain("diverged");
    await hands.press("Let the strategy play");
    await expect
      .poll(async () => Number(await strategy.getAttribute("data-tries")), { timeout: 60_000 })
      .toBeGreaterThan(3);
    expect(await strategy.locator(".lines li").first().innerText()).toContain("The start: η = 10, λ = 1,000");
    await hands.press("Stop");
    await expect.poll(() => strategy.getAttribute("data-playing"), { timeout: 30_000 }).toBe("");
    await hands.press("Begin anew");
    expect(await tries.count()).toBe(1);
    await hands.holds({ Epochs: 30, λ: 1000, "Learning rate η": 10, "Mini-batch": 10 });
    await hands.refusesNonsense("Mini-batch", [1, 1000]);
    expect(await hands.command()).toBe("npx nndl reproduce ch3/way-out");
    // Zeros and ones answer soonest, and there are only so many of them.
    await hands.choose("0 and 1", "Digits");
    await hands.island.getByText("Of zeros and ones there are 10,610 to learn from, and 2,055 to validate.").waitFor();
    await hands.choose("none", "Hidden neurons");
    await hands.choose("1,000", "Training images");
    await hands.choose("100", "Validation images");
    await hands.type("Epochs", "2");
    await hands.type("Learning rate η", "0.1");
    await hands.type("λ", "0");
    await hands.press("Try it");
    await expect.poll(() => tries.count(), { timeout: 60_000 }).toBe(2);
    expect(await tries.first().innerText()).toContain("1,000 images of zeros and ones");
    expect(Number(await tries.first().getAttribute("data-accuracy"))).toBeGreaterThan(95);
    await hands.leave();
  },
  180_000,
);
