/** Every figure of the chapter by keyboard and by ear: focus stays where it was, what changes is said, and names can be read out. */
import { readdirSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dear } from "../../../../../../testing/thorough.ts";
import { alive, openSite, type Site, type Window } from "../../../../test/site.ts";

const names = readdirSync(new URL("../figures", import.meta.url)).map((file) => file.replace(/\.svelte$/, ""));
/** A button beside what the figure itself has. */
const own = ":not(.tools *)";

let site: Site;
let window: Window;
beforeAll(async () => {
  site = await openSite();
  window = await site.openWindow({ viewport: { width: 1280, height: 800 } });
});
afterAll(() => site?.close());

/** What is said waits until things have come to rest; here that is a moment. */
const hurry = (page: Page) =>
  page.evaluate(() => {
    const wait = setTimeout;
    const quick = (act: TimerHandler, after?: number) => wait(act, after === 900 ? 60 : after);
    globalThis.setTimeout = quick as typeof setTimeout;
  });

/** All names and texts in which a screen reader would say "dash" or nothing for a minus. */
const hyphens = (island: Locator) =>
  island.evaluate((figure) => {
    const said = [...figure.querySelectorAll("*")].flatMap((element) =>
      ["aria-label", "aria-valuetext"].map((name) => element.getAttribute(name) ?? ""),
    );
    return said.filter((text) => /(^|[\s=(,])-\d/.test(text));
  });

/** What a finger can hardly hit. */
const small = (island: Locator) =>
  island.evaluate((figure) =>
    [...figure.querySelectorAll<HTMLElement>("button, input, select, summary")]
      .map((control) => control.closest<HTMLElement>("label") ?? control)
      .filter((control) => control.checkVisibility())
      .map((control) => ({ box: control.getBoundingClientRect(), name: control.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ name }) => name),
  );

it.each(dear(names))("%s keeps the focus, speaks, and has names that can be said", async (name) => {
  const { page, problems } = window;
  await window.goTo(`figures/${name}/`);
  const island = await alive(page, name);
  await hurry(page);
  expect(await small(island)).toEqual([]);
  // The frame speaks for the figure; a second voice would say it twice. Mistakes in formulas speak for themselves.
  expect(await island.locator("[aria-live]:not(pre), [role=status]:not([data-spoken])").count()).toBe(0);

  const first = island.locator(`:is(input[type=range], [role=spinbutton])${own}:not(.tilt *)`).first();
  await first.press("PageUp");
  await expect.poll(() => island.locator("[data-spoken]").textContent(), { message: "spoken" }).not.toBe("");

  for (const button of await island.locator(`button${own}`).all()) {
    if (!(await button.isVisible())) continue;
    await button.press("Space");
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const stays = await button.evaluate((pressed) => document.activeElement === pressed);
    expect(stays, await button.evaluate((pressed) => pressed.outerHTML)).toBe(true);
  }
  for (const slider of await island.locator(`input[type=range]${own}:not(.tilt *)`).all())
    if (await slider.isVisible()) await slider.press("Home");
  expect(await hyphens(island)).toEqual([]);
  expect(problems).toEqual([]);
});
