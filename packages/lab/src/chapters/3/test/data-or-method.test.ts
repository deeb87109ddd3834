/** Chapter 3's figure of data against methods: what is on record, and a network that is trained in the page. */

import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { recorded } from "../sizes/recorded.built.ts";
import { lawOf, networks, ofBook } from "../sizes/sizes.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.skipIf(isRound)(
  "data-or-method says who wins with how many images, and follows both to the end",
  async () => {
    const hands = await Hands.on(site, "data-or-method");
    const state = hands.island.locator(".state");
    const verdict = () => hands.island.locator(".verdict").innerText();
    expect(await verdict()).toContain("The machine wins");
    await hands.keys(hands.slider("Images for the machine"), "ArrowLeft", "ArrowLeft", "ArrowLeft");
    await expect.poll(verdict).toContain("The network wins");
    expect(Number(await state.getAttribute("data-machine"))).toBe(ofBook.machines[5]![1]);
    await hands.keys(hands.slider("Images for the network"), "Home");
    await expect.poll(async () => Number(await state.getAttribute("data-network"))).toBeCloseTo(networks[0]!.mean, 9);
    await hands.flip("follow the curves to unlimited data");
    await hands.shows({
      "network, unlimited data": lawOf(networks.map(({ size, mean }) => [size, mean] as const)).limit,
      "machine, unlimited data": lawOf(ofBook.machines).limit,
    });
    expect(await hands.command()).toBe("npx nndl reproduce ch3/asymptote");
    // The smallest is trained to its end, with the weights that are on record for its seed.
    await hands.press("Train with 100");
    const [seed1] = recorded;
    await expect
      .poll(async () => Number((await state.getAttribute("data-trained"))?.replace(/^100:/, "")), { timeout: 200_000 })
      .toBeCloseTo(seed1![0]!, 9);
    await hands.flip("an axis in powers of ten");
    await hands.keys(hands.slider("Images for the network"), "End");
    await hands.press("Train with 50,000");
    await expect.poll(() => state.getAttribute("data-status"), { timeout: 60_000 }).toBe("training");
    await hands.press("Pause");
    await expect.poll(() => state.getAttribute("data-status"), { timeout: 20_000 }).toBe("paused");
    expect(await hands.button("Go on").count()).toBe(1);
    await hands.leave();
  },
  300_000,
);
