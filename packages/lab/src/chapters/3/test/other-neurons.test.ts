/** Chapter 3's figure of other neurons: values and slopes are the library's. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { at, shownNames } from "../neurons/curves.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("other-neurons has each curve's value and slope, wherever z is put", async () => {
  const hands = await Hands.on(site, "other-neurons");
  for (const name of ["Leaky ReLU", "ELU", "GELU", "Swish"]) await hands.flip(name);
  const isAt = (z: number, what: "value" | "slope") =>
    hands.shows(Object.fromEntries(shownNames.map((name) => [name, at(name, z)[what]])));
  await isAt(2, "value");
  const plot = hands.drawing(/^At z/);
  await hands.click(plot, (await axesOf(plot)).to(-1.5, 1));
  expect(await hands.value("z")).toBeCloseTo(-1.5, 0);
  await isAt(await hands.value("z"), "value");
  await hands.flip("lay (1 + tanh(z/2))/2 over σ");
  await hands.choose("slopes");
  await hands.type("z", "0.4");
  await isAt(0.4, "slope");
  await hands.keys(hands.island.getByRole("application"), "ArrowRight");
  expect(await hands.value("z")).toBeGreaterThan(0.4);
  await hands.refusesNonsense("z", [-5, 5]);
  await hands.leave();
});
