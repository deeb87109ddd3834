/** Chapter 3's figures of runs on record: a rate that is halved, and mini-batches by epochs and by work. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { bySize, constant, halving, rates } from "../schedules/recorded.built.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("falling-rate tells of both runs until any epoch", async () => {
  const hands = await Hands.on(site, "falling-rate");
  const isAt = (epoch: number) =>
    hands.shows({
      "learning rate": rates.findLast(([from]) => from <= epoch)![1],
      "best so far, halved": Math.max(...halving.slice(0, epoch + 1)) / 100,
      "best so far, η = 0.5": Math.max(...constant.slice(0, epoch + 1)) / 100,
    });
  await isAt(halving.length - 1);
  await hands.type("Epoch", "100");
  await isAt(100);
  await hands.keys(hands.slider("Epoch"), "ArrowLeft");
  await isAt(99);
  const plot = hands.drawing(/^Until epoch/);
  await hands.click(plot, (await axesOf(plot)).to(40, 96));
  expect(Math.abs((await hands.value("Epoch")) - 40)).toBeLessThanOrEqual(1);
  await isAt(await hands.value("Epoch"));
  await hands.keys(hands.island.getByRole("application"), "Home");
  await hands.refusesNonsense("Epoch", [0, halving.length - 1]);
  await hands.leave();
});

it("mini-batch-size tells what it takes to an accuracy, in epochs and in work", async () => {
  const hands = await Hands.on(site, "mini-batch-size");
  const first = (size: 1 | 10 | 100, goal: number) => bySize[size].findIndex(([, percent]) => percent >= goal);
  await hands.shows({ "m = 1: epochs": first(1, 92) + 1, "m = 10: epochs": first(10, 92) + 1 });
  await hands.choose("work", "Count");
  await hands.shows({ "m = 10: billions": bySize[10][first(10, 92)]![0] });
  await hands.choose("epochs", "Count");
  await hands.type("Accuracy to reach", "94");
  await expect.poll(() => hands.reading("m = 10: epochs")).toBeNaN();
  await hands.keys(hands.slider("Accuracy to reach"), "Home");
  await hands.shows({ "m = 100: epochs": first(100, 88) + 1 });
  await hands.refusesNonsense("Accuracy to reach", [88, 94]);
  await hands.leave();
});
