/** Every figure of the chapter by keyboard and by ear: the focus stays where it was, what changes is said, and names can be read out. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
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

it.each(names)("%s keeps the focus, speaks, and has names that can be said", async (name) => {
  const { page, problems } = window;
  await window.goTo(`figures/${name}/`);
  const island = await alive(page, name);
  // What is said waits until things have come to rest; here that is a moment.
  await page.evaluate(() => {
    const wait = setTimeout;
    const quick = (act: TimerHandler, after?: number) => wait(act, after === 900 ? 60 : after);
    globalThis.setTimeout = quick as typeof setTimeout;
  });
  // The frame speaks for the figure; a second voice would say it twice.
  expect(await island.locator("[aria-live], [role=status]:not([data-spoken])").count()).toBe(0);
  const first = island.locator(`:is(input[type=range], [role=spinbutton], .bits button)${own}`).first();
  await first.press((await first.evaluate((control) => control.tagName)) === "BUTTON" ? "Space" : "PageDown");
  await expect.poll(() => island.locator("[data-spoken]").textContent(), { message: "spoken" }).not.toBe("");

  // By themselves: where one adds a bit, the next has another number.
  for (const button of await island.locator(`button${own}`).elementHandles()) {
    await button.press("Space");
    await page.evaluate(() => new Promise(requestAnimationFrame));
    const stays = await button.evaluate((pressed) => document.activeElement === pressed);
    expect(stays, await button.evaluate((pressed) => (pressed as HTMLElement).outerHTML)).toBe(true);
  }
  for (const slider of await island.locator(`input[type=range]${own}`).all()) await slider.press("Home");
  // All names and texts in which a screen reader would say "dash" or nothing for a minus.
  const hyphens = await island.evaluate((figure) => {
    const said = [...figure.querySelectorAll("*")].flatMap((element) =>
      ["aria-label", "aria-valuetext"].map((attribute) => element.getAttribute(attribute) ?? ""),
    );
    return said.filter((text) => /(^|[\s=(,])-\d/.test(text));
  });
  expect(hyphens).toEqual([]);
  expect(problems).toEqual([]);
});
