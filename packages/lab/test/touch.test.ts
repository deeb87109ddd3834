/** A reader with a phone: a finger on a figure taps, drags and scrolls, each when it means to. And one without a pointer. */
import { network } from "nndl";
import type { CDPSession, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound } from "../../../testing/thorough.ts";
import { presets } from "../src/studio/presets.ts";
import { axesOf, Hands, outputsOf } from "./hands.ts";
import { alive, openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

type Pair = readonly [number, number];
const phone = { viewport: { width: 390, height: 700 }, hasTouch: true, isMobile: true };

/** A finger on a phone on which a figure is looked at. */
class Finger {
  readonly hands: Hands;
  readonly #screen: CDPSession;

  private constructor(hands: Hands, screen: CDPSession) {
    this.hands = hands;
    this.#screen = screen;
  }
  static async on(figure: string, height = phone.viewport.height): Promise<Finger> {
    const hands = await Hands.on(site, figure, { ...phone, viewport: { ...phone.viewport, height } });
    return new Finger(hands, await hands.page.context().newCDPSession(hands.page));
  }

  /** Brings a drawing to the middle of the screen; from where its corner is then, there is room to scroll both ways. */
  async corner(on: Locator): Promise<Pair> {
    await on.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    const { x, y } = (await on.boundingBox())!;
    return [x, y];
  }
  scrolled(): Promise<number> {
    return this.hands.page.evaluate(() => scrollY);
  }
  async tap(on: Locator, at: Pair): Promise<void> {
    const [x, y] = await this.corner(on);
    await this.hands.page.touchscreen.tap(x + at[0], y + at[1]);
  }
  /** Moves over the screen without haste; by how much the page scrolled meanwhile. */
  async move(on: Locator, from: Pair, by: Pair): Promise<number> {
    const [x, y] = await this.corner(on);
    const before = await this.scrolled();
    const steps = 12;
    const at = (part: number) => [{ x: x + from[0] + part * by[0], y: y + from[1] + part * by[1] }];
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
      this.#screen.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", at(0));
    for (let i = 1; i <= steps; i++) {
      await touch("touchMove", at(i / steps));
      await this.hands.page.waitForTimeout(16);
    }
    await touch("touchEnd", []);
    await this.hands.page.waitForTimeout(100);
    return (await this.scrolled()) - before;
  }
}

describe("a finger", () => {
  it("taps on a plot, drags sideways, and scrolls the page up and down", async () => {
    // Low enough that there is something to scroll to above it.
    const finger = await Finger.on("goal-function", 480);
    const { hands } = finger;
    const plot = hands.drawing(/^f on/);
    const { to } = await axesOf(plot);
    await finger.tap(plot, to(0.25, 0.9));
    await hands.holds({ x: 0.25 });
    const [from, until] = [to(0.4, 0.9), to(0.8, 0.9)];
    expect(await finger.move(plot, from, [until[0] - from[0], 0])).toBe(0);
    await hands.holds({ x: 0.8 });
    // Scrolling over it changes nothing in it.
    expect(await finger.move(plot, to(0.2, 0.2), [0, -120])).toBeGreaterThan(50);
    expect(await finger.move(plot, to(0.2, 0.9), [4, 120])).toBeLessThan(0);
    await hands.holds({ x: 0.8 });
    await hands.leave();
  });

  it("drags a point up and down where it takes hold of it, and scrolls elsewhere", async () => {
    const finger = await Finger.on("relu-pieces");
    const { hands } = finger;
    const plot = hands.drawing(/straight pieces/);
    await hands.type("Point", "5");
    const height = await hands.value("height");
    const { to } = await axesOf(plot);
    const [grip, raised] = [to(0.5, height), to(0.5, height + 0.3)];
    expect(await finger.move(plot, grip, [0, raised[1] - grip[1]])).toBe(0);
    await expect.poll(async () => Math.abs((await hands.value("height")) - height - 0.3)).toBeLessThan(0.011);
    const now = await hands.value("height");
    expect(await finger.move(plot, to(0.5, now - 0.3), [0, -120])).toBeGreaterThan(50);
    await hands.holds({ height: now });
    await hands.leave();
  });

  it("draws a function in any direction, and scrolls beside the axes", async () => {
    const finger = await Finger.on("draw-function");
    const { hands } = finger;
    const plot = hands.drawing(/^The output of a network/);
    const { to } = await axesOf(plot);
    const [from, until] = [to(0.5, 0.2), to(0.5, 0.8)];
    expect(await finger.move(plot, from, [0, until[1] - from[1]])).toBe(0);
    await hands.holds({ "Place x": 0.5 });
    await expect.poll(async () => Math.abs((await hands.value("Height there")) - 0.8)).toBeLessThan(0.011);
    expect(await finger.move(plot, [8, 250], [0, -120])).toBeGreaterThan(50);
    await hands.leave();
  });

  it("chooses an input of two networks by a tap, and scrolls over both", async () => {
    const finger = await Finger.on("perceptron-limit");
    const { hands } = finger;
    const map = hands.island.locator(".map").first();
    const { width, height } = (await map.boundingBox())!;
    await finger.tap(map, [0.3 * width, 0.4 * height]);
    await hands.holds({ "Input x₁": 0.3, "Input x₂": 0.6 });
    expect(await finger.move(map, [0.8 * width, 0.9 * height], [0, -100])).toBeGreaterThan(40);
    await hands.holds({ "Input x₁": 0.3, "Input x₂": 0.6 });
    await hands.leave();
  });

  it("turns a surface sideways and tilts it with the slider; else the page scrolls", async () => {
    const finger = await Finger.on("gradient-descent");
    const { hands } = finger;
    const surface = hands.surface();
    const view = async (name: "azimuth" | "elevation") => Number(await surface.getAttribute(`data-${name}`));
    const [azimuth, elevation] = [await view("azimuth"), await view("elevation")];
    expect(await finger.move(surface, [200, 130], [-80, 0])).toBe(0);
    expect(await view("azimuth")).toBeGreaterThan(azimuth + 0.5);
    expect(await finger.move(surface, [200, 130], [0, -120])).toBeGreaterThan(50);
    expect(await view("elevation")).toBe(elevation);
    const tilt = hands.slider("tilt of the surface");
    const { height } = (await tilt.boundingBox())!;
    const thumb = height * (1 - elevation / (Math.PI / 2));
    expect(await finger.move(tilt, [18, thumb], [0, 8 - thumb])).toBe(0);
    expect(await view("elevation")).toBeGreaterThan(1.3);
    await hands.leave();
  });

  it("has the slider beside a surface, and not upon what is written there", async () => {
    const { hands } = await Finger.on("slowdown");
    const boxOf = async (on: Locator) => (await on.boundingBox())!;
    const surface = hands.island.locator(".surface").first();
    const [drawing, slider] = [await boxOf(surface.locator("canvas")), await boxOf(surface.locator("input"))];
    // The slider's box is as wide as a finger, what is drawn of it 16 px in its middle.
    expect(slider.x + slider.width / 2 - 8).toBeGreaterThanOrEqual(drawing.x + drawing.width);
    await hands.leave();
  });

  it("sees which preset the studio has, however many stand in the row before it", async () => {
    const { page, close } = await site.open("studio/", phone);
    await alive(page, "studio");
    const isSeen = (name: string) =>
      page
        .getByRole("button", { name, exact: true })
        .first()
        .evaluate((button) => {
          const [{ left, right }, row] = [
            button.getBoundingClientRect(),
            button.parentElement!.getBoundingClientRect(),
          ];
          return left >= row.left && right <= row.right;
        });
    await expect.poll(() => isSeen("A spiral")).toBe(true);
    await page.getByRole("button", { name: "Digits, as in chapter 1" }).click();
    await expect.poll(() => isSeen("Digits, as in chapter 1")).toBe(true);
    await close();
  });

  it("needs no slider where there is a mouse", async () => {
    const hands = await Hands.on(site, "gradient-descent");
    expect(await hands.slider("tilt of the surface").count()).toBe(0);
    await hands.leave();
  });
});

describe("without a pointer", () => {
  it("the arrow keys move a plot's place, and leave up and down to the page where only x counts", async () => {
    const hands = await Hands.on(site, "goal-function", { viewport: { width: 1280, height: 500 } });
    const place = hands.island.getByRole("application", { name: /^x = 0.68/ });
    await place.focus();
    await hands.page.keyboard.press("Shift+ArrowLeft");
    await hands.page.keyboard.press("ArrowRight");
    await hands.holds({ x: 0.59 });
    expect(await hands.island.getByRole("application").getAttribute("aria-label")).toBe("x = 0.59");
    await hands.page.keyboard.press("Home");
    await hands.holds({ x: 0.5 });
    const before = await hands.page.evaluate(() => scrollY);
    await hands.page.keyboard.press("ArrowDown");
    await expect.poll(() => hands.page.evaluate(() => scrollY)).toBeGreaterThan(before);
    await hands.holds({ x: 0.5 });
    await hands.leave();
  });

  it.each(
    inRound<[string, string[]]>([
      ["step-and-sigmoid", ["x"]],
      ["inverse-sigmoid", ["x", "x"]],
      ["small-change", ["x"]],
      ["gradient-1d", ["x"]],
      ["mini-batch", ["xy"]],
      ["best-direction", ["xy", "x"]],
      ["sigmoid-neuron", ["x"]],
      ["other-activations", ["x"]],
    ]),
  )("%s is moved by arrow keys in its plots, and moved back", async (figure, plots) => {
    const hands = await Hands.on(site, figure);
    const places = hands.island.getByRole("application");
    expect(await places.count()).toBe(plots.length);
    for (const [i, axes] of plots.entries()) {
      const place = places.nth(i);
      const at = async () =>
        (await place.getAttribute("aria-label"))!
          .match(/[−\d.]+(?=,|$)/g)!
          .map((number) => Number(number.replace("−", "-")));
      for (const [axis, there, back] of [
        ["x", "Shift+ArrowRight", "Shift+ArrowLeft"],
        ["y", "Shift+ArrowDown", "Shift+ArrowUp"],
      ] as const) {
        if (!axes.includes(axis)) continue;
        const before = await at();
        const k = axes.indexOf(axis);
        await place.press(there);
        const after = await at();
        if (axis === "x") expect(after[k]).toBeGreaterThan(before[k]!);
        else expect(after[k]).toBeLessThan(before[k]!);
        expect(after[1 - k]).toBe(before[1 - k]);
        await place.press(back);
        expect(Math.abs((await at())[k]! - before[k]!)).toBeLessThan(0.2 * Math.abs(after[k]! - before[k]!));
      }
    }
    await hands.leave();
  });

  it("the studio says what the network answers anywhere in the plane", async () => {
    const { page, problems, close } = await site.open("studio/", { viewport: { width: 1280, height: 900 } });
    await alive(page, "studio");
    await page.getByRole("button", { name: "A spiral", exact: true }).click();
    const plane = page.getByRole("application", { name: /^x = .*, y = / });
    const untrained = network(presets[3]!.recipe.network);
    const says = async (x: number, y: number) => {
      const [outputs] = await outputsOf(untrained, [[x, y]]);
      await expect
        .poll(() => page.locator("p.hint[aria-live]", { hasText: /^At / }).innerText(), { timeout: 20_000 })
        .toBe(`At ${x.toFixed(2)}, ${y.toFixed(2)} it says ${outputs!.map((output) => output.toFixed(3)).join(", ")}.`);
    };
    await plane.focus();
    for (const key of ["Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "Shift+ArrowUp"])
      await page.keyboard.press(key);
    await says(0.42, 0.2);
    expect(await plane.getAttribute("aria-label")).toBe("x = 0.42, y = 0.2");
    for (let i = 0; i < 7; i++) await page.keyboard.press("Shift+ArrowDown");
    await says(0.42, -1.1);
    await page.keyboard.press("Home");
    await says(0, 0);
    expect(problems).toEqual([]);
    await close();
  });
});
