/** What a page does when it opens leaves its reader time: no part of it takes long once there is something to read. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { longestTask } from "./longest-task.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site?.close());

it.each(["", "chapter-2/", "chapter-3/", "chapter-5/", "studio/"].slice(isRound ? 4 : 0))(
  "comes to life in short turns: /%s",
  async (path) => {
    const { page, problems, close } = await site.open("glossary/", { viewport: { width: 412, height: 823 } });
    const longest = await longestTask(site.browser, page, "first paint");
    await page.goto(`${site.url}${path}`);
    await page.locator(".island[data-alive]").first().waitFor();
    // The studio's panels come after three seconds, and it trains by itself.
    if (path === "studio/") await page.getByRole("heading", { name: "Learning" }).waitFor();
    // Milliseconds: on a phone four times as slow nobody waits for longer than they notice.
    expect(await longest()).toBeLessThan(20);
    expect(problems).toEqual([]);
    await close();
  },
);
