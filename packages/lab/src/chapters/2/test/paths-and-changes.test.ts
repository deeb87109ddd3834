/** Chapter 2: what one weight does, and the paths from it to the cost. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { forecast } from "../change/forecast.ts";
import { modelOf } from "../machine/model.ts";
import { start } from "../machine/start.ts";
import { caseOf, sumOf } from "../paths/rates.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("what-does-it-do asks for a guess, and then shows what is foretold and what is true", async () => {
  const hands = await Hands.on(site, "what-does-it-do");
  const numbers = start.numbers.with(2, -4).with(3, 5).with(13, 2);
  const { net, x, y } = modelOf({ ...start, kinds: "", numbers });
  expect(await hands.island.locator("output").count()).toBe(0);
  await hands.choose("rises");
  await hands.island.getByText("You guessed otherwise.").waitFor();
  const shows = async (place: Parameters<typeof forecast>[3], change: number) => {
    const { slope, foretold, moved } = forecast(net, x, y, place, change);
    await hands.shows({ slope, foretold, moved });
  };
  await shows({ layer: 1, to: 0, what: "weight", from: 0 }, 0.5);
  await hands.type("Δw", "-2");
  await shows({ layer: 1, to: 0, what: "weight", from: 0 }, -2);
  await hands.refusesNonsense("Δw", [-3, 3]);
  await hands.choose("weight from 3");
  expect(await hands.island.locator("output").count()).toBe(0);
  await hands.choose("falls");
  await shows({ layer: 1, to: 0, what: "weight", from: 2 }, 0.5);
  await hands.choose("bias");
  await hands.choose("falls");
  await hands.keys(hands.slider("Δb"), "ArrowLeft");
  await shows({ layer: 1, to: 0, what: "bias" }, 0.45);
  // The demon at the saturated neuron.
  await hands.island.locator('[data-unit="1,1"]').press("Enter");
  await hands.choose("z, by the demon");
  await hands.choose("hardly moves");
  await hands.island.getByText("You guessed it.").waitFor();
  await shows({ layer: 0, to: 1, what: "demon" }, 0.5);
  await hands.island.locator('[data-unit="2,1"]').click();
  await hands.choose("rises");
  await shows({ layer: 1, to: 1, what: "demon" }, 0.5);
  await hands.press("Other weights");
  expect(await hands.island.locator("output").count()).toBe(0);
  await hands.leave();
});

it("paths adds up the paths of any weight, and counts those of larger networks", async () => {
  const hands = await Hands.on(site, "paths");
  const shows = async (name: Parameters<typeof caseOf>[0], place: Parameters<typeof sumOf>[1]) => {
    const { sum, byBackpropagation, paths } = sumOf(caseOf(name, 4), place);
    await hands.shows({ sum, backpropagation: byBackpropagation }, 1e-12);
    expect(await hands.island.locator(".paths label").count()).toBe(paths.length);
  };
  await shows("2-3-2-2", { layer: 0, to: 2, from: 1 });
  await hands.choose("2-3-3-2");
  await shows("2-3-3-2", { layer: 0, to: 2, from: 1 });
  await hands.island.getByRole("combobox").selectOption({ label: "layer 3: to 2 from 1" });
  await shows("2-3-3-2", { layer: 1, to: 1, from: 0 });
  await hands.island.locator(".paths input").nth(1).press("Space");
  await hands.drawing(/lit is path 2 of 2, 2 → 2 → C/).waitFor();
  await hands.choose("1-2-2-2-2-1");
  await hands.island.getByRole("combobox").selectOption({ label: "layer 2: to 1 from input 1" });
  await shows("1-2-2-2-2-1", { layer: 0, to: 0, from: 0 });
  await hands.shows({ paths: 10_000 });
  await hands.type("layers of neurons", "3");
  await hands.keys(hands.slider("neurons in each"), "ArrowRight");
  await hands.shows({ paths: 121 });
  await hands.leave();
});
