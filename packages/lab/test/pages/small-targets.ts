/** For tests: what is too small for a finger. */
import type { Page } from "playwright-core";

/**
 * Everything on the page that is pressed, dragged or written in, and is less than 24 px wide or high (success criterion 2.5.8
 * of WCAG 2.2): with its label, and with what around it belongs to it. Links within a sentence are as high as their line; what
 * is folded is measured unfolded.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 23.9;
    const pressed = 'a[href], button, input, select, textarea, summary, [role=button], [role=slider], [tabindex="0"]';
    const folded = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of folded) details.open = true;

    const isWithinSentence = (element: Element) => {
      if (!(element instanceof HTMLAnchorElement) || getComputedStyle(element).display !== "inline") return false;
      const sentence = element.closest("p, li, td, th, dd, dt, figcaption, pre, summary, h1, h2, h3");
      return sentence !== null && sentence.textContent?.trim() !== element.textContent?.trim();
    };
    /** Whether so large a square around the middle is its own, though its box is smaller. */
    const ownsSquare = (element: Element, parts: readonly Element[]) => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      const steps = [-least / 2, 0, least / 2];
      return steps.every((dx) =>
        steps.every((dy) => {
          const hit = document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy);
          return hit !== null && parts.some((part) => part.contains(hit));
        }),
      );
    };

    const small: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement | SVGElement>(pressed)) {
      if (!element.checkVisibility() || element.closest("[inert]") !== null || isWithinSentence(element)) continue;
      const parts = [element, ...(("labels" in element && (element.labels as NodeListOf<HTMLElement>)) || [])];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      if (boxes.every(({ width, height }) => width === 0 || height === 0)) continue;
      if (boxes.some(({ width, height }) => width > least && height > least) || ownsSquare(element, parts)) continue;
      const [{ width, height }] = boxes as [DOMRect];
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim() ?? "";
      small.push(`${element.tagName} “${name}” ${width.toFixed(1)} × ${height.toFixed(1)}`);
    }

    for (const details of folded) details.open = false;
    scrollTo(0, 0);
    return small;
  });
}
