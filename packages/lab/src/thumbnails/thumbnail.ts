/** Small pictures of figures: the drawing that a figure begins with, as an SVG file that needs nothing around it. */
import type { ChildNode } from "postcss";
import postcss from "postcss";
import { walk } from "../html/walk.ts";

/** A drawing in a figure's HTML, and the classes of what it stands in. */
export interface Drawing {
  readonly svg: string;
  readonly around: readonly string[];
}

/** The largest drawing that a figure has before any script runs; none where all that it shows is drawn by scripts. */
export function drawingIn(html: string): Drawing | undefined {
  const around: string[][] = [];
  walk(html, {
    open(element, within) {
      if (element.tag === "svg" && !within.some(({ tag }) => tag === "svg"))
        around.push(within.map(({ attributes }) => attributes.class ?? "").filter(Boolean));
    },
  });
  const drawings = [...html.matchAll(/<svg\b.*?<\/svg>/gs)].map(([svg], i) => ({ svg, around: around[i]! }));
  const sized = drawings.map((drawing) => ({ drawing, area: areaOf(drawing.svg) })).filter(({ area }) => area > LEAST);
  return sized.sort((a, b) => b.area - a.area)[0]?.drawing;
}

/** What is smaller is the key of a curve. */
const LEAST = 10_000;

function areaOf(svg: string): number {
  const [, width = "0", height = "0"] = /^<svg[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return svg.includes("<foreignObject") ? 0 : Number(width) * Number(height);
}

/** The drawing with the colours of the reader's choice, and those of the site's styles that it uses. */
export function thumbnail({ svg, around }: Drawing, css: string): string {
  const [, viewBox = ""] = /\bviewBox="([^"]*)"/.exec(svg) ?? [];
  const used = new Set([...around, svg].join(" ").match(/\bsvelte-\w+\b/g));
  const groups = around.map((names) => `<g class="${names}">`).join("");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}">`,
    `<style>${stylesFor(css, used)}</style>`,
    `${groups}${plain(svg)}${"</g>".repeat(around.length)}</svg>`,
  ].join("\n");
}

/** Without what only a page has a use for, and with coordinates that are as exact as a small picture shows. */
function plain(svg: string): string {
  return svg
    .replace(/<!--.*?-->/gs, "")
    .replaceAll("&nbsp;", "\u00a0")
    .replace(/\s(?:aria-[\w-]+|data-[\w-]+|role|tabindex|id)(?:="[^"]*")?(?=[\s/>])/g, "")
    .replace(
      /\b(d|x|y|x1|x2|y1|y2|cx|cy|r|points|width|height|transform)="([^"]*)"/g,
      (_, name: string, value: string) => `${name}="${value.replace(/(\d+\.\d)\d+/g, "$1")}"`,
    );
}

/** The names of colours, and the rules of the components that the drawing is made of. */
function stylesFor(css: string, used: ReadonlySet<string>): string {
  const isUsed = (selector: string) =>
    selector.startsWith(":root") || (selector.match(/svelte-\w+/g) ?? []).some((name) => used.has(name));
  const keep = (node: ChildNode): string => {
    if (node.type === "rule")
      return isUsed(node.selector) && !/:(hover|focus)/.test(node.selector) ? node.toString() : "";
    if (node.type !== "atrule" || !/^screen|prefers-color-scheme/.test(node.params)) return "";
    return `@media ${node.params}{${(node.nodes ?? []).map(keep).join("")}}`;
  };
  return postcss.parse(css).nodes.map(keep).join("").replaceAll("<", "\\3c ");
}
