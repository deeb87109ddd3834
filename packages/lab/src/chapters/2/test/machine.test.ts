/** The machine of chapter 2: what it shows is what the reading room computes, and every control of it does what it says. */
import { backprop, descend, feedforward, linearUnit, quadraticCost } from "@nndl/book/programs/backprop";
import { dense, network } from "nndl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Hands } from "../../../../test/hands.ts";
import { openSite, type Site } from "../../../../test/site.ts";
import { asTrained, type Trained } from "../machine/from-studio.ts";
import { modelOf, randomNumbers } from "../machine/model.ts";
import { work } from "../machine/quantities.ts";
import { start } from "../machine/start.ts";
import { shortNumber } from "../machine/words.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

const phone = { viewport: { width: 360, height: 740 } };
const model = modelOf({ ...start, kinds: "" });
const number = (hands: Hands, id: string) => hands.island.locator(`[data-quantity="${id}"]`);
const textOf = (hands: Hands, id: string) => number(hands, id).locator(".value").innerHTML();
const shown = async (hands: Hands, expected: ReadonlyMap<string, number>, ids: readonly string[]) => {
  for (const id of ids)
    await expect.poll(() => textOf(hands, id), { message: id }).toBe(shortNumber(expected.get(id)!));
};

describe("machine", () => {
  it("computes one number after another, or a layer, or a whole step, forth and back", async () => {
    const hands = await Hands.on(site, "machine");
    const { computed, values } = work(model);
    const known = () => hands.island.locator("g.number:not(.blank):not(.given)").count();
    expect(await known()).toBe(0);
    await hands.island.getByText("Nothing is computed yet.").waitFor();
    for (let i = 1; i <= 4; i++) {
      await hands.press("Next ›");
      expect(await known()).toBe(i);
      expect(await number(hands, computed[i - 1]!.id).getAttribute("aria-pressed")).toBe("true");
    }
    await hands.press("Layer »");
    expect(await known()).toBe(6);
    await hands.press("An operation back");
    expect(await known()).toBe(5);
    await hands.press("A layer back");
    expect(await known()).toBe(0);
    for (const [phase, count] of [
      ["forward", 11],
      ["output error", 17],
      ["backward", 26],
      ["gradient", computed.length],
      ["input", 0],
    ] as const) {
      await hands.press(phase);
      expect(await known()).toBe(count);
    }
    await hands.press("gradient");
    await shown(
      hands,
      values,
      computed.map(({ id }) => id),
    );
    await hands.leave();
  });

  it("plays by itself, and can be stopped", async () => {
    const hands = await Hands.on(site, "machine");
    await hands.press("Play");
    const known = hands.island.locator("g.number:not(.blank):not(.given)");
    await expect.poll(() => known.count()).toBeGreaterThan(1);
    await hands.press("Pause");
    const count = await known.count();
    expect(count).toBeLessThan(10);
    expect(await hands.button("Play").evaluate((button) => button === document.activeElement)).toBe(true);
    await hands.leave();
  });

  it("tells of each number what it is made of, and leads there", async () => {
    const hands = await Hands.on(site, "machine");
    await hands.press("gradient");
    await number(hands, "gw0.2.0").click();
    const panel = hands.island.locator(".panel");
    expect(await panel.innerText()).toMatch(/activation in, times error out \(BP4\)/);
    expect(await panel.innerText()).toMatch(/= 0\.5 · 0\.0168\s*= 0\.00839/);
    await panel.getByRole("button", { name: "error delta, layer 2, 3: 0.0168" }).click();
    expect(await panel.innerText()).toMatch(/The error of neuron 3 of layer 2 \(BP2\)/);
    expect(await panel.innerText()).toMatch(/= 0\.0734 · 0\.2288\s*= 0\.0168/);
    await panel.getByRole("button", { name: /^derivative of C by a, layer 2, 3/ }).click();
    expect(await panel.innerText()).toMatch(/0\.3 · \(−0\.0787\) \+ 0\.7 · 0\.1385\s*= 0\.0734/);
    // By key from number to number, and one stop of Tab for all of them.
    expect(await hands.island.locator("g.number[tabindex='0']").count()).toBe(1);
    await hands.keys(number(hands, "g0.2"), "ArrowLeft");
    expect(await number(hands, "s0.2").evaluate((each) => each === document.activeElement)).toBe(true);
    await expect.poll(() => hands.spoken(), { timeout: 8000 }).toContain("How steep the function of neuron 3");
    await hands.leave();
  });

  it("computes up to a number that is asked for too early", async () => {
    const hands = await Hands.on(site, "machine");
    await number(hands, "z1.1").click();
    await hands.press("Compute up to here");
    await shown(hands, work(model).values, ["z1.1", "a0.2"]);
    expect(await textOf(hands, "a1.1")).toBe("");
    await hands.leave();
  });

  it("takes every number that one types, drags or steps, and refuses what is none", async () => {
    const hands = await Hands.on(site, "machine");
    await hands.press("gradient");
    let numbers: readonly number[] = start.numbers;
    let [x, y]: (readonly number[])[] = [start.x, start.y];
    const isShown = () =>
      shown(hands, work(modelOf({ sizes: "2-3-2", kinds: "", numbers, x: x!, y: y! })).values, [
        "C",
        "gw0.0.1",
        "d1.1",
      ]);
    await number(hands, "w0.0.0").click();
    await hands.type("w, layer 2, 1 from 1", "-1.5");
    numbers = numbers.with(0, -1.5);
    await isShown();
    await hands.refusesNonsense("w, layer 2, 1 from 1", [-999, 999]);
    await isShown();
    // Typed on the number itself.
    await number(hands, "b1.1").focus();
    await number(hands, "b1.1").press("2");
    await hands.page.keyboard.type(".25");
    await hands.page.keyboard.press("Enter");
    numbers = numbers.with(16, 2.25);
    await isShown();
    await number(hands, "x1").focus();
    await hands.keys(number(hands, "x1"), "PageUp", "PageUp");
    x = x!.with(1, 1.2);
    await isShown();
    const box = (await number(hands, "y1").boundingBox())!;
    await hands.drag(number(hands, "y1"), [box.width / 2, box.height / 2], [box.width / 2 + 30, box.height / 2]);
    y = y!.with(1, 0.5);
    await isShown();
    await hands.leave();
  });

  it("lets each neuron have its own function, as the exercise asks", async () => {
    const hands = await Hands.on(site, "machine");
    await hands.press("gradient");
    await number(hands, "z0.1").click();
    await hands.island
      .getByRole("combobox", { name: "The function of this neuron" })
      .selectOption({ label: "linear, a = z" });
    const own = { ...model.net, neurons: structuredClone([[0], [0]]).map((_, l) => [...model.net.neurons[l]!]) };
    own.neurons[0]![1] = linearUnit;
    const { nablaW } = backprop(own, [...model.x], [...model.y]);
    await expect.poll(() => textOf(hands, "gw0.1.1")).toBe(shortNumber(nablaW[0]![1]![1]!));
    await expect
      .poll(() => textOf(hands, "a0.1"))
      .toBe(shortNumber(feedforward(own, [...model.x]).activations[1]![1]!));
    await hands.leave();
  });

  it("computes with the cross-entropy, for which the slope of the outputs cancels", async () => {
    const hands = await Hands.on(site, "machine");
    await hands.press("gradient");
    const cost = hands.island.getByRole("combobox", { name: "Cost" });
    await cost.selectOption("cross-entropy");
    const own = work(modelOf({ ...start, kinds: "", cost: "cross-entropy" }));
    await shown(hands, own.values, ["C", "g1.0", "d1.0", "d1.1", "gw0.2.1"]);
    await number(hands, "d1.0").click();
    const panel = hands.island.locator(".panel");
    expect(await panel.innerText()).toMatch(/\(BP1, in which the slope a\(1 − a\) cancels\)/);
    expect(await panel.innerText()).toMatch(/= 0\.6528 − 1\s*= −0\.3472/);
    await number(hands, "C").click();
    expect(await panel.innerText()).toContain("ln");
    // Outputs stay what the cost can be had for, and so do targets.
    await number(hands, "a1.0").click();
    expect(await panel.getByRole("combobox").count()).toBe(0);
    await number(hands, "y1").click();
    await hands.refusesNonsense("y 2", [0, 1]);
    await hands.island.locator(".tools summary").click();
    const link = await hands.page.getByRole("button", { name: "Copy the link" }).getAttribute("data-copy");
    expect(new URL(link!).hash).toContain("cost=cross-entropy");
    await cost.selectOption("quadratic");
    await shown(hands, work(model).values, ["C", "g1.0", "d1.0", "gw0.2.1"]);
    await hands.leave();
  });

  it("takes steps of gradient descent, and shows before and after", async () => {
    const hands = await Hands.on(site, "machine");
    const [x, y] = [[...model.x], [...model.y]];
    const cost = (net: typeof model.net) => quadraticCost(feedforward(net, x).activations.at(-1)!, y);
    const step = (net: typeof model.net, rate: number) => descend(net, backprop(net, x, y), rate);
    await hands.press("gradient");
    await hands.type("η", "2");
    const then = step(model.net, 2);
    await hands.shows({ before: cost(model.net), after: cost(then) });
    await hands.choose("after a step");
    await expect.poll(() => textOf(hands, "C")).toBe(shortNumber(cost(then)));
    await number(hands, "w1.0.0").click();
    await hands.island.getByText(/^was 1; the step took η · −0\.0413 off$/).waitFor();
    await hands.choose("before");
    await expect.poll(() => textOf(hands, "C")).toBe(shortNumber(cost(model.net)));
    await hands.press("Take the step");
    await hands.shows({ before: cost(then), after: cost(step(then, 2)) });
    await hands.press("Take 100");
    let now = then;
    for (let i = 0; i < 100; i++) now = step(now, 2);
    await hands.shows({ before: cost(now) });
    expect(cost(now)).toBeLessThan(0.01);
    await hands.leave();
  });

  it("builds the network that one types, and explains which it cannot", async () => {
    const hands = await Hands.on(site, "machine");
    const sizes = hands.island.getByRole("textbox");
    const build = async (text: string) => {
      await sizes.fill(text);
      await sizes.press("Enter");
    };
    for (const [text, why] of [
      ["784-30-10", "784-30-10 has too many numbers to be read one by one"],
      ["two", "“two” is no network"],
      ["3", "at least one layer of neurons"],
    ] as const) {
      await build(text);
      expect(await hands.island.getByRole("alert").innerText()).toContain(why);
    }
    await build("1-3-1");
    expect(await hands.island.getByRole("alert").count()).toBe(0);
    await hands.press("gradient");
    const own = (seed: number) =>
      work(modelOf({ sizes: "1-3-1", kinds: "", ...randomNumbers([1, 3, 1], seed) })).values;
    await shown(hands, own(1), ["C", "d0.2", "gw0.2.0"]);
    await hands.press("Other weights");
    await hands.press("gradient");
    await shown(hands, own(2), ["C", "d0.2", "gw0.2.0"]);
    await hands.leave();
  });

  it("takes a network that was trained in the studio", async () => {
    const hands = await Hands.on(site, "machine");
    const layers = [dense(2, "tanh"), dense(1, "sigmoid")];
    const net = network({ input: [2], layers, cost: "quadratic", seed: 5 });
    // As the studio keeps it.
    await hands.page.evaluate(
      async ([bytes]) => {
        const open = indexedDB.open("nndl studio");
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          open.onupgradeneeded = () => open.result.createObjectStore("runs");
          open.onsuccess = () => resolve(open.result);
          open.onerror = () => reject(open.error);
        });
        const run = { key: "k", checkpoint: Uint8Array.from(bytes!), step: 60, costs: [], records: [], at: 1 };
        await new Promise((resolve) => {
          const transaction = database.transaction("runs", "readwrite");
          transaction.objectStore("runs").put(run, "k");
          transaction.oncomplete = resolve;
        });
        database.close();
      },
      [[...net.toBytes()]] as const,
    );
    await hands.page.reload();
    await hands.press("2-2-1, 60 mini-batches");
    await hands.press("gradient");
    const taken = asTrained(net, "") as Trained;
    const { x, y } = randomNumbers([2, 2, 1], 1);
    await shown(hands, work(modelOf({ ...taken, x, y })).values, ["C", "a0.1", "gw0.1.0"]);
    await hands.page.evaluate(() => indexedDB.deleteDatabase("nndl studio"));
    await hands.leave();
  });

  it("covers nothing of its network on a phone before it has something to say of a number", async () => {
    const hands = await Hands.on(site, "machine", phone);
    const panel = hands.island.locator(".panel");
    const drawing = hands.island.locator(".drawing");
    await drawing.evaluate((element) => element.scrollIntoView({ block: "end" }));
    const bottom = async () => (await drawing.boundingBox())!.y + (await drawing.boundingBox())!.height;
    expect((await panel.boundingBox())!.y).toBeGreaterThanOrEqual(await bottom());
    await hands.press("Next ›");
    await drawing.evaluate((element) => element.scrollIntoView({ block: "start" }));
    const { y, height } = (await panel.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(phone.viewport.height + 1);
    await hands.leave();
  });

  it("has on a phone the card of the neuron that one touches", async () => {
    const hands = await Hands.on(site, "machine", phone);
    await hands.press("gradient");
    const { values } = work(model);
    await shown(hands, values, ["C", "d0.2"]);
    await hands.island.locator(".dot").nth(3).click();
    await shown(hands, values, ["d1.0", "gw1.0.2", "z1.0"]);
    expect(await number(hands, "d0.2").count()).toBe(0);
    await hands.leave();
  });
});
