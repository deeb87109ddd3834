/** Chapter 3's figure of ways down: each path is the library's, on every ground, from any start. */
import { descend } from "@nndl/book/programs/gradient-descent";
import { narrowValley, narrowValleyGradient, roll } from "@nndl/book/programs/momentum";
import { descentPath } from "nndl/analysis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axesOf, Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { groundOf } from "../rolling/landscapes.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it("rolling takes the paths of the reading room and of the library", async () => {
  const hands = await Hands.on(site, "rolling");
  const plain = (eta: number, steps: number) =>
    narrowValley(descend(narrowValleyGradient, [10, 1], eta, steps)[steps]!);
  const rolled = (mu: number, eta: number, steps: number) =>
    narrowValley(roll(narrowValleyGradient, [10, 1], eta, mu, steps)[steps]!);
  await hands.shows({ plain: plain(0.02, 60), momentum: rolled(0.8, 0.02, 60) });
  await hands.type("Learning rate η", "0.05");
  await hands.type("μ", "1.1");
  await hands.shows({ plain: plain(0.05, 60), momentum: rolled(1.1, 0.05, 60) }, 1e-5);
  await hands.type("μ", "-0.5");
  await hands.keys(hands.slider("μ"), "ArrowRight");
  await hands.shows({ momentum: rolled(-0.45, 0.05, 60) });
  await hands.press("Back to the start");
  await hands.shows({ plain: 62.5, momentum: 62.5 });
  await hands.keys(hands.button("Step"), "Enter", "Enter");
  await hands.shows({ plain: plain(0.05, 2), momentum: rolled(-0.45, 0.05, 2) });
  await hands.refusesNonsense("μ", [-1, 1.2]);
  await hands.leave();
});

it("rolling knows of curvature on every ground, from where one clicks", async () => {
  const hands = await Hands.on(site, "rolling");
  for (const name of ["Nesterov’s", "Newton’s method", "conjugate gradients", "L-BFGS"]) await hands.flip(name);
  await hands.flip("momentum");
  await hands.choose("false minima");
  const ground = groundOf("false");
  const formula = {
    cost: ([x, y]: Float32Array) => ground.cost(x!, y!),
    gradient: ([x, y]: Float32Array) => ground.gradient(x!, y!),
    hessian: ([x, y]: Float32Array) => ground.hessian(x!, y!),
  };
  const isFrom = async (start: readonly [number, number]) => {
    for (const name of ["newton", "conjugate-gradients", "l-bfgs"] as const) {
      const path = await descentPath(name, formula, start, { steps: 60 });
      await hands.shows({ [name]: path.at(-1)!.cost }, 1e-5);
    }
  };
  await isFrom([4.2, 0.4]);
  const plot = hands.drawing(/^C = sin/);
  await hands.click(plot, (await axesOf(plot)).to(-2, 3));
  const [, x, y] = /from \((.+?), (.+?)\)/.exec((await plot.getAttribute("aria-label"))!.replaceAll("−", "-"))!;
  await isFrom([Number(x), Number(y)]);
  expect(Math.abs(Number(x) + 2)).toBeLessThan(0.2);
  await hands.press("Run");
  await hands.choose("saddle");
  await hands.choose("misleading gradient");
  await hands.holds({ "Learning rate η": 0.06 });
  await hands.keys(hands.island.getByRole("application"), "ArrowLeft");
  await hands.leave();
});

it("rolling has room for its valley on a phone", async () => {
  const hands = await Hands.on(site, "rolling", { viewport: { width: 360, height: 740 } });
  const box = await hands.island.locator(".plot svg clipPath rect").nth(1).getAttribute("height");
  expect(Number(box)).toBeGreaterThan(100);
  await hands.leave();
});
