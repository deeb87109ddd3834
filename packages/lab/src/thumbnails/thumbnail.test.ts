import { describe, expect, it } from "vitest";
import { drawingIn, thumbnail } from "./thumbnail.ts";

const svg = (size: string, inner = "", more = "") =>
  `<svg viewBox="0 0 ${size}" class="svelte-a"${more}>${inner}</svg>`;
const css = [
  ":root{--ink:#000}",
  "@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#fff}}",
  ".plot.svelte-p svg.svelte-a{font:12px x}",
  "circle.svelte-a{fill:var(--ink)}circle.svelte-a:hover{fill:red}",
  ".other.svelte-b{color:red}",
  "@media (min-width:40rem){circle.svelte-a{r:9}}",
].join("");

describe("the picture of a figure", () => {
  it("is of its largest drawing, if that is no mere key", () => {
    const html = `<div class="plot svelte-p"><p>${svg("24 10")}</p>${svg("560 300", "<g></g>")}</div>${svg("200 100")}`;
    expect(drawingIn(html)).toEqual({ svg: svg("560 300", "<g></g>"), around: ["plot svelte-p"] });
    expect(drawingIn(svg("24 10"))).toBeUndefined();
    expect(drawingIn("<canvas></canvas>")).toBeUndefined();
    expect(drawingIn(svg("900 900", "<foreignObject></foreignObject>"))).toBeUndefined();
  });

  it("brings the styles that it uses, and stands within what they speak of", () => {
    const text = thumbnail({ svg: svg("560 300", "<circle/>"), around: ["plot svelte-p"] }, css);
    expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 560 300">/);
    expect(text).toContain(
      '<g class="plot svelte-p"><svg viewBox="0 0 560 300" class="svelte-a"><circle/></svg></g></svg>',
    );
    for (const kept of [
      ":root{--ink:#000}",
      "dark){:root:not",
      ".plot.svelte-p svg",
      "circle.svelte-a{fill:var(--ink)}",
    ])
      expect(text).toContain(kept);
    for (const left of ["svelte-b", "hover", "min-width"]) expect(text).not.toContain(left);
  });

  it("has nothing that only a page has a use for", () => {
    const given = svg(
      "560 300",
      '<!--[--><path d="M1.23456 -0.98765L3 4"/><text>a&nbsp;b</text>',
      ' role="img" aria-label="A b" id="s1" tabindex="0"',
    );
    const text = thumbnail({ svg: given, around: [] }, "");
    expect(text).toContain('<svg viewBox="0 0 560 300" class="svelte-a"><path d="M1.2 -0.9L3 4"/>');
    expect(text).toContain("a\u00a0b");
    expect(text).not.toMatch(/<!--|aria|role|tabindex|id=/);
  });
});
