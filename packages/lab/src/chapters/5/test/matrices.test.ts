/** The figures of whole layers: the product of matrices, and the last hidden layer that falls silent. */
import { mnist, network, train } from "nndl";
import { activationStatistics } from "nndl/analysis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../../../../testing/thorough.ts";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { networkOf, start } from "../deep/network.ts";
import { wayBack } from "../product/errors.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("error-product shows what the library's matrices do to the error, whatever the network and the digit", async () => {
  const hands = await Hands.on(site, "error-product");
  const verdict = hands.island.locator("p.verdict");
  const { depth, activation, start: first, seed } = start;
  const shows = async (changed: Partial<Parameters<typeof wayBack>[0]>, layer: number, digit = 3) => {
    const way = wayBack({ depth, activation, start: first, seed, ...changed }, digit);
    await expect.poll(async () => Number(await verdict.getAttribute("data-mean"))).toBeCloseTo(way.mean, 12);
    const { factor, most } = way.passages[layer - 1]!;
    await hands.shows({ "the error becomes so many times as long": factor, "any error, at most": most });
  };
  await shows({}, 4);
  expect(await verdict.innerText()).toMatch(/^On average each matrix makes the error 0\.\d+ times as long/);
  await hands.type("The matrix before layer", "1");
  await shows({}, 1);
  expect(
    await hands.drawing(/^The matrix by which the error comes to layer 1 from layer 2: 30 rows of 30/).count(),
  ).toBe(1);
  await hands.type("Hidden layers", "10");
  await hands.choose("ReLU");
  await hands.choose("He’s");
  await shows({ depth: 10, activation: "relu", start: "he" }, 1);
  await hands.type("Digit", "7");
  await shows({ depth: 10, activation: "relu", start: "he" }, 1, 7);
  await hands.press("Other weights");
  await shows({ depth: 10, activation: "relu", start: "he", seed: 2 }, 1, 7);
  // A layer that is no more is not asked for.
  await hands.type("The matrix before layer", "10");
  await hands.type("Hidden layers", "2");
  await shows({ depth: 2, activation: "relu", start: "he", seed: 2 }, 2, 7);
  await hands.refusesNonsense("Digit", [0, 9]);
  await hands.leave();
});

it.skipIf(isRound)(
  "sinking-layer measures the layers of the library's own training, can be held and rewound, and is of other settings anew",
  async () => {
    const hands = await Hands.on(site, "sinking-layer");
    const verdict = hands.island.locator("p.verdict");
    const list = async (name: string) => ((await verdict.getAttribute(`data-${name}`)) ?? "").split(" ").map(Number);
    // Axes without a curve say what is missing.
    const missing = hands.island.getByText("appears here once you press Train");
    expect(await missing.count()).toBe(1);
    await hands.press("Train");
    await expect.poll(() => missing.count()).toBe(0);
    await expect.poll(() => verdict.getAttribute("data-step"), { timeout: 120_000 }).toBe("10000");
    expect(await verdict.innerText()).toContain("had sunk, and has come up again");
    expect(await hands.button("Train").getAttribute("aria-disabled")).toBe("true");
    const { training } = await mnist();
    const net = network(networkOf(start));
    const run = train(net, training.take(1000), { epochs: 100, miniBatchSize: 10, learningRate: 0.1, threads: 1 });
    for await (const _ of run);
    const ours = (await activationStatistics(net, training.take(300), { threads: 1 })).slice(0, 4);
    for (const [l, mean] of (await list("means")).entries()) expect(mean).toBeCloseTo(ours[l]!.mean, 4);
    for (const [l, each] of (await list("deviations")).entries()) expect(each).toBeCloseTo(ours[l]!.deviation, 4);
    await hands.press("Rewind");
    await expect.poll(() => verdict.innerText()).toBe("Nothing is trained yet with these settings.");
    await hands.choose("0.9", "Momentum μ");
    await hands.choose("tanh");
    await hands.type("Hidden layers", "2");
    await hands.press("Train");
    await expect.poll(() => list("means").then(({ length }) => length), { timeout: 60_000 }).toBe(2);
    await hands.press("Pause");
    await hands.leave();
  },
  240_000,
);
