/** For tests: what is set without seeing what comes of it. */
import type { Page } from "playwright-core";

/**
 * The controls of the figure on the page that, brought to the middle of the screen, have nothing beside them that answers: no
 * drawing of which most can be seen, no number that the figure shows, and no row of results that stays.
 */
export function blindControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (selector: string) =>
      [...document.querySelectorAll(`.island ${selector}`)].filter((element) => element.checkVisibility());
    const header = document.querySelector("header")?.offsetHeight ?? 0;
    const share = (element: Element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return height === 0 ? 0 : (Math.min(bottom, innerHeight) - Math.max(top, header)) / height;
    };
    const answers = all(":is([role=img], canvas, output, .in-sight)");
    const blind: string[] = [];
    for (const control of all(":is(input, select, textarea, button)")) {
      const name =
        control.getAttribute("aria-label") ?? control.closest("label")?.innerText ?? control.textContent ?? "";
      // What one makes of the figure stands under it; what fetches or trains says beside itself how far it is.
      if (control.closest(".tools") !== null || /^Load|better reader/.test(name.trim())) continue;
      control.scrollIntoView({ block: "center", behavior: "instant" });
      if (!answers.some((answer) => share(answer) > 0.6)) blind.push(name.trim());
    }
    scrollTo(0, 0);
    return blind;
  });
}
