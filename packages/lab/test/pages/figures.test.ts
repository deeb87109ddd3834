/**
 * Every figure on its own page, as a reader meets it on a phone, and what can be done with it: a link to the very state that
 * one sees, a page to embed, and a picture.
 */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dear, everyFourth } from "../../../../testing/thorough.ts";
import { allThere, openSite, type Site, type Window } from "../site.ts";
import { blindControls } from "./blind-controls.ts";
import { flawedPlots } from "./flawed-plots.ts";
import { isGoodToRead, looks, paths } from "./good-to-read.ts";
import { smallTargets } from "./small-targets.ts";

/** A whole page, which has ways of its own. */
const pages = ["studio", "cover", "class", "class-teacher"];
/** There is nothing drawn in it. */
const undrawn = ["program"];
const names = paths.flatMap((path) => /^embed\/([\w-]+)\//.exec(path)?.[1] ?? []);

/** Those whose every button is pressed. */
const keepFocus = [1, 2].flatMap((chapter) =>
  readdirSync(new URL(`../../src/chapters/${chapter}/figures`, import.meta.url)).map((file) =>
    file.replace(".svelte", ""),
  ),
);

/** Presses every button that one comes to by key, and names those after which the focus is elsewhere. */
const losesFocus = (page: Page) =>
  page.evaluate(async () => {
    const lost: string[] = [];
    const frames = async () => {
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    };
    const buttons = [...document.querySelectorAll<HTMLElement | SVGElement>(".island :is(button, [role=button])")];
    for (const button of buttons) {
      const name = button.getAttribute("aria-label") ?? button.textContent?.trim() ?? "";
      // What waits for megabytes is pressed in tests of its own.
      if (button.closest(".tools") || !button.checkVisibility() || /^Load|better reader/.test(name)) continue;
      if (button.tabIndex < 0 || !button.isConnected) continue;
      button.focus();
      if (button instanceof HTMLButtonElement) button.click();
      else button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      await frames();
      if (document.activeElement !== button) lost.push(name);
    }
    return lost;
  });

/** Types a text that is no number into every field for one, and names those that take it, or do not say so where one looks. */
const silentFields = (page: Page) =>
  page.evaluate(async () => {
    const silent: string[] = [];
    const frames = async () => {
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    };
    for (const field of document.querySelectorAll<HTMLInputElement>('.island input[role="spinbutton"]:enabled')) {
      if (!field.checkVisibility()) continue;
      field.scrollIntoView({ block: "center", behavior: "instant" });
      const before = field.ariaValueNow;
      field.value = "five";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await frames();
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      await frames();
      const said = [...document.querySelectorAll<HTMLElement>('[role="alert"].beside')].map((each) => {
        const { left, right, top } = each.getBoundingClientRect();
        const isNear = Math.abs(top - field.getBoundingClientRect().bottom) < 160;
        return `${each.innerText}${isNear && left >= 0 && right <= innerWidth ? "" : " (elsewhere)"}`;
      });
      const isSaid = said.length === 1 && /^“five” is no (whole )?number.*\.$/.test(said[0]!);
      if (!isSaid || field.ariaValueNow !== before || field.value === "five")
        silent.push(`${field.labels?.[0]?.textContent}: ${said.join("; ")}`);
    }
    // Whoever goes on has heard it.
    document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    await frames();
    if (document.querySelector('[role="alert"].beside') !== null) silent.push("what was said stays");
    scrollTo(0, 0);
    return silent;
  });

let site: Site;
let window: Window;
beforeAll(async () => {
  site = await openSite();
  window = await site.openWindow(looks["narrow and dark"]);
});
afterAll(() => site?.close());

const alive = (page: Page) => page.locator(".island[data-alive]").waitFor();

/** All that can be set, as it is now. */
const settings = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".island :is(input, select)")]
      .filter((control) => control.checkVisibility())
      .map((control) =>
        control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)
          ? control.checked
          : control.value,
      ),
  );

/** Moves every slider, and takes the last of every few choices: a state that no figure begins with. */
const change = (page: Page) =>
  page.evaluate(async () => {
    const all = <Kind extends Element>(selector: string) => [...document.querySelectorAll<Kind>(`.island ${selector}`)];
    const rest = () => new Promise((resolve) => setTimeout(resolve, 30));
    for (const box of all<HTMLInputElement>('input[role="switch"]:not(:disabled)')) {
      box.click();
      await rest();
    }
    for (const choice of all<HTMLInputElement>("fieldset:not(:disabled) label:last-child > input[type=radio]")) {
      if (choice.isConnected) choice.click();
      await rest();
    }
    for (const slider of all<HTMLInputElement>('input[type="range"]:not(:disabled)')) {
      if (!slider.isConnected || slider.closest(".tilt")) continue;
      const [min, max] = [Number(slider.min), Number(slider.max)];
      slider.valueAsNumber = min + 0.3 * (max - min);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await rest();
    }
  });

it.each(pages)("/figures/%s/ is good to read, narrow and dark", (name) => isGoodToRead(window, `figures/${name}/`));

/** Each is looked at in its chapter, in both looks: some show what its page adds. */
const shown = new Set(everyFourth(names));

it.each(dear(names))(
  "/figures/%s/ is good to read, narrow and dark; it is saved, linked to and embedded as one sees it",
  async (name) => {
    const { page, problems } = window;
    if (shown.has(name)) await isGoodToRead(window, `figures/${name}/`);
    else {
      await window.goTo(`figures/${name}/`);
      await alive(page);
      await allThere(page);
    }
    if (!undrawn.includes(name)) expect(await blindControls(page)).toEqual([]);
    expect(await flawedPlots(page)).toEqual([]);
    await page.locator(".tools summary").click();
    // What comes to life in turns moves what stands below it.
    await expect.poll(() => smallTargets(page), { timeout: 5000 }).toEqual([]);
    if (undrawn.includes(name)) {
      await page.getByRole("button", { name: "Save as SVG" }).click();
      await page.getByText("There is nothing drawn").waitFor();
    } else {
      const saved = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save as SVG" }).click();
      const svg = await readFile((await (await saved).path())!, "utf8");
      const facts = await page.evaluate((text) => {
        const picture = new DOMParser().parseFromString(text, "image/svg+xml");
        const wrong = picture.querySelector("parsererror")?.textContent;
        return { wrong, drawn: picture.querySelectorAll("svg svg, image").length };
      }, svg);
      expect(facts).toEqual({ wrong: undefined, drawn: expect.any(Number) });
      expect(facts.drawn).toBeGreaterThan(0);
      expect(svg).toContain(`/figures/${name}/`);
    }

    expect(await silentFields(page)).toEqual([]);

    const atFirst = await settings(page);
    await change(page);
    const changed = await settings(page);
    const link = await page.getByRole("button", { name: "Copy the link" }).getAttribute("data-copy");
    const code = await page.getByRole("button", { name: "Copy the code" }).getAttribute("data-copy");
    const fragment = new URL(link!).hash;

    // Whoever gets the code sees the same, with nothing around it.
    expect(code).toContain(`/embed/${name}/`);
    await window.goTo(`embed/${name}/${fragment}`);
    await alive(page);
    expect(await page.locator("header, footer").count()).toBe(0);
    // Some can only be set once their digits are there.
    await expect.poll(() => settings(page), { timeout: 5000 }).toEqual(changed);
    if (JSON.stringify(changed) !== JSON.stringify(atFirst)) expect(fragment).not.toBe("");
    if (keepFocus.includes(name)) expect(await losesFocus(page)).toEqual([]);
    expect(problems).toEqual([]);
  },
);
