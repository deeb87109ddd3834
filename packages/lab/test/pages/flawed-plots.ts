/** For tests: what is wrong with a page's plots, each in a line. */
import type { Page } from "playwright-core";

/**
 * Dots that a plot cuts off, though they stand on its axes or within them; areas that reach beyond the axes; and axes whose numbers
 * are written in two ways.
 */
export function flawedPlots(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const flaws: string[] = [];
    for (const plot of document.querySelectorAll(".island .plot > svg")) {
      const name = plot.getAttribute("aria-label")?.slice(0, 60) ?? "a plot";
      const [rim, axes] = [...plot.querySelectorAll("clipPath > rect")].map((rect) => {
        const [x = 0, y = 0, width = 0, height = 0] = ["x", "y", "width", "height"].map((side) =>
          Number(rect.getAttribute(side)),
        );
        return { holds: (px: number, py: number) => px >= x && px <= x + width && py >= y && py <= y + height };
      });
      for (const dot of plot.querySelectorAll("g[clip-path] circle")) {
        const [x = 0, y = 0, r = 0] = ["cx", "cy", "r"].map((place) => Number(dot.getAttribute(place)));
        const stands = axes!.holds(x, y) && dot.closest("[transform]") === null;
        if (stands && !(rim!.holds(x - r, y - r) && rim!.holds(x + r, y + r)))
          flaws.push(`${name}: a dot at ${x}, ${y} is cut off`);
      }
      for (const area of plot.querySelectorAll<SVGGraphicsElement>("g[clip-path] :is(polygon, rect)")) {
        if (area.hasAttribute("clip-path") || area.closest("[transform]") !== null) continue;
        const { x, y, width, height } = area.getBBox();
        const near = 1;
        const corners = [
          [x + near, y + near],
          [x + width - near, y + height - near],
        ] as const;
        if (width > 2 * near && height > 2 * near && !corners.every(([px, py]) => axes!.holds(px, py)))
          flaws.push(`${name}: an area from ${x}, ${y} to ${x + width}, ${y + height} beyond the axes`);
      }
      for (const anchor of ["middle", "end"]) {
        const numbers = [...plot.querySelectorAll(`.axis text[text-anchor="${anchor}"]:not(.name)`)].map(
          ({ textContent }) => textContent!,
        );
        const powers = numbers.filter((text) => /10[⁻⁰¹²³⁴-⁹]/.test(text));
        if (powers.length > 0 && powers.length < numbers.filter((text) => /^[\d.,]+/.test(text)).length)
          flaws.push(`${name}: an axis with ${numbers.join(", ")}`);
      }
    }
    return flaws;
  });
}
