/** Chapter 3's figure of dropout: the neurons that it shows as off are those that the library leaves out. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { droppedAt, learnedIn } from "../dropping/dropping.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.skipIf(isRound)(
  "dropout-drawn leaves others out for each mini-batch, and none when the network is used",
  async () => {
    const hands = await Hands.on(site, "dropout-drawn");
    const state = hands.island.locator(".state");
    const isAt = async (step: number, rate = 0.5) => {
      const settings = { rate, seed: 1 };
      const off = [...droppedAt(settings, step)].sort((a, b) => a - b).join(",");
      await expect.poll(() => state.getAttribute("data-dropped"), { timeout: 30_000 }).toBe(off);
      const counts = learnedIn(settings, step);
      await hands.shows({
        "mini-batches learned": step,
        "the busiest has learned from": Math.max(...counts),
        "the idlest from": Math.min(...counts),
      });
    };
    await isAt(0);
    await hands.keys(hands.button("Next mini-batch"), "Enter");
    await isAt(1);
    await hands.press("Next mini-batch");
    await isAt(2);
    await hands.type("Share left out", "0.25");
    await isAt(0, 0.25);
    await hands.press("Run");
    await expect.poll(() => hands.reading("mini-batches learned"), { timeout: 30_000 }).toBeGreaterThan(2);
    await hands.press("Pause");
    await expect.poll(() => state.getAttribute("data-status")).toBe("paused");
    await isAt(await hands.reading("mini-batches learned"), 0.25);
    await hands.choose("is used", "The network");
    await hands.shows({ "hidden neurons that are on": 12 });
    await hands.refusesNonsense("Share left out", [0, 0.9]);
    await hands.leave();
  },
  90_000,
);
