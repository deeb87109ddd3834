/** For tests: a figure on its own page, and the hands of a reader who uses it by keyboard and by mouse. */
import { type Network, referenceEngine } from "nndl";
import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { see, seenHeight } from "../src/drawing/projection.ts";
import { alive, type OpenPage, type Site } from "./site.ts";

type Pair = readonly [number, number];

export class Hands {
  readonly page: Page;
  /** The figure. */
  readonly island: Locator;
  readonly #opened: OpenPage;

  private constructor(opened: OpenPage, island: Locator) {
    this.#opened = opened;
    this.page = opened.page;
    this.island = island;
  }

  /** Opens a figure's own page and waits until it is alive. */
  static async on(site: Site, figure: string, options: BrowserContextOptions = {}): Promise<Hands> {
    const opened = await site.open(`figures/${figure}/`, { viewport: { width: 1280, height: 1000 }, ...options });
    return new Hands(opened, await alive(opened.page, figure));
  }

  /** Leaves the page, on which nothing may have gone wrong. */
  async leave(): Promise<void> {
    expect(this.#opened.problems).toEqual([]);
    await this.#opened.close();
  }

  field(label: string): Locator {
    return this.island.getByRole("spinbutton", { name: label, exact: true });
  }
  slider(label: string): Locator {
    return this.island.getByRole("slider", { name: label, exact: true });
  }
  button(name: string): Locator {
    return this.island.getByRole("button", { name, exact: true });
  }
  /** The drawing that is described in such words. */
  drawing(words: RegExp): Locator {
    return this.island.getByRole("img", { name: words });
  }
  surface(): Locator {
    return this.island.locator(".surface canvas").first();
  }

  /** What a screen reader was told last. */
  spoken(): Promise<string> {
    return this.island.locator("[data-spoken]").innerText();
  }
  /** The command under it; undefined where there is none. */
  async command(): Promise<string | undefined> {
    const code = this.island.locator(".tools .command code");
    return (await code.count()) === 0 ? undefined : ((await code.textContent()) ?? undefined);
  }

  /** Types into a field for a number, and confirms. */
  async type(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
    await this.field(label).press("Enter");
  }
  /** Types a formula or another text. */
  async write(label: string, text: string): Promise<void> {
    await this.island.getByRole("textbox", { name: label, exact: true }).fill(text);
  }
  async press(name: string): Promise<void> {
    await this.button(name).click();
  }
  /** One of a row of radio buttons, by the space bar. */
  async choose(name: string, group?: string): Promise<void> {
    const within = group === undefined ? this.island : this.island.getByRole("group", { name: group, exact: true });
    await within.getByRole("radio", { name, exact: true }).press("Space");
  }
  async flip(name: string): Promise<void> {
    await this.island.getByRole("switch", { name, exact: true }).press("Space");
  }
  async keys(control: Locator, ...keys: readonly string[]): Promise<void> {
    for (const key of keys) await control.press(key);
  }

  /** What a field for a number holds. */
  async value(label: string): Promise<number> {
    return Number(await this.field(label).getAttribute("aria-valuenow"));
  }
  /** A number that the figure shows, in full. */
  async reading(name: string): Promise<number> {
    const text = await this.island.locator(`output[data-name="${name}"]`).getAttribute("data-value");
    return text === null || text === "" ? Number.NaN : Number(text);
  }
  /** Waits until the figure shows these numbers. */
  async shows(expected: Readonly<Record<string, number>>, within = 1e-6): Promise<void> {
    for (const [name, value] of Object.entries(expected))
      await expect
        .poll(() => this.reading(name), { message: name, timeout: 20_000 })
        .toSatisfy((shown: number) => Math.abs(shown - value) <= within * Math.max(1, Math.abs(value)), `≈ ${value}`);
  }
  /** Waits until fields hold these numbers. */
  async holds(expected: Readonly<Record<string, number>>): Promise<void> {
    for (const [label, value] of Object.entries(expected))
      await expect.poll(() => this.value(label), { message: label }).toBeCloseTo(value, 9);
  }
  /**
   * Enters nonsense, which changes nothing, and numbers beyond both limits, which become the limits. One is typed with real
   * keys; for the others the page is told that they were typed, in one go.
   */
  async refusesNonsense(label: string, [least, most]: Pair): Promise<void> {
    const before = await this.value(label);
    await this.type(label, "five");
    await this.holds({ [label]: before });
    const said = this.island.getByRole("alert").filter({ hasText: "“five”" });
    expect(await said.innerText()).toMatch(/“five” is no (whole )?number, and nothing/);
    const entered = [
      ...["", "1e999", "NaN", "--3"].map((nonsense) => [nonsense, before] as const),
      [`${most + 12345}`, most],
      [`${least - 12345}`, least],
      [`${before}`, before],
    ] as const;
    const held = await this.field(label).evaluate(async (field, entries) => {
      const input = field as HTMLInputElement;
      const value = () => Number(input.ariaValueNow);
      const after: number[] = [];
      input.focus();
      for (const [text, expected] of entries) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
        // The page shows it when it comes to it.
        for (let wait = 0; wait < 200 && (wait === 0 || Math.abs(value() - expected) > 1e-9); wait++)
          await new Promise((resolve) => setTimeout(resolve, 10));
        after.push(value());
      }
      return after;
    }, entered);
    expect(held).toEqual(entered.map(([, expected]) => expect.closeTo(expected, 9)));
  }

  /** Drags with the mouse; places are in pixels from the corner of the element. */
  async drag(on: Locator, from: Pair, ...to: readonly Pair[]): Promise<void> {
    await on.scrollIntoViewIfNeeded();
    const { x, y } = (await on.boundingBox())!;
    await this.page.mouse.move(x + from[0], y + from[1]);
    await this.page.mouse.down();
    for (const place of to) await this.page.mouse.move(x + place[0], y + place[1], { steps: 4 });
    await this.page.mouse.up();
  }
  async click(on: Locator, at: Pair): Promise<void> {
    await on.click({ position: { x: at[0], y: at[1] } });
  }
}

/** From numbers on a plot's axes to pixels in it, and back, as its ticks say. */
export async function axesOf(plot: Locator) {
  const ticks = await plot.evaluate((svg) => {
    const read = (anchor: string, at: "x" | "y") =>
      [...svg.querySelectorAll(`.axis text[text-anchor="${anchor}"]:not(.name)`)].map((text) => [
        Number(text.textContent!.replace("−", "-")),
        Number(text.getAttribute(at)) - (at === "y" ? 4 : 0),
      ]);
    return { x: read("middle", "x"), y: read("end", "y") };
  });
  const along = (pairs: readonly (readonly number[])[]) => {
    const [value = 0, pixel = 0] = pairs[0]!;
    const [lastValue = 0, lastPixel = 0] = pairs.at(-1)!;
    const slope = (lastPixel - pixel) / (lastValue - value);
    return {
      to: (number: number) => pixel + slope * (number - value),
      from: (place: number) => value + (place - pixel) / slope,
    };
  };
  const [x, y] = [along(ticks.x), along(ticks.y)];
  return {
    to: (px: number, py: number): Pair => [x.to(px), y.to(py)],
    from: (px: number, py: number): Pair => [x.from(px), y.from(py)],
  };
}

/** Where a point of the unit cube is seen on a surface's canvas, in pixels. */
export async function placeOnSurface(
  canvas: Locator,
  [x, y, z]: readonly [number, number, number],
  size?: { readonly width: number; readonly height: number },
): Promise<Pair> {
  const { width, height } = size ?? (await canvas.boundingBox())!;
  const view = {
    azimuth: Number(await canvas.getAttribute("data-azimuth")),
    elevation: Number(await canvas.getAttribute("data-elevation")),
  };
  const scale = Math.max(40, Math.min((width - 74) / Math.SQRT2, (height - 46) / seenHeight(view.elevation)));
  const { across, up } = see(x, y, z, view);
  return [width / 2 + 8 + across * scale, height / 2 - 2 - up * scale];
}

/** What the library's reference engine computes: the outputs for each point. */
export async function outputsOf(network: Network, points: readonly (readonly number[])[]): Promise<number[][]> {
  const session = await referenceEngine.open(network);
  const all = Array.from(session.predict(Float32Array.from(points.flat())));
  session.close();
  const size = all.length / points.length;
  return points.map((_, i) => all.slice(i * size, (i + 1) * size));
}

/** The first output for each point. */
export async function firstOutputs(network: Network, points: readonly (readonly number[])[]): Promise<number[]> {
  return (await outputsOf(network, points)).map(([first]) => first!);
}
