/** A figure's drawings as one picture: each where it stands, with the colours that it has now. */

import { escaped } from "./addresses.ts";

/** What of a drawn thing's look comes from style sheets. */
const looks = [
  ...["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray"],
  ...["stroke-linecap", "stroke-linejoin", "opacity", "color", "font-family", "font-size", "font-weight", "font-style"],
  ...["font-variant-numeric", "letter-spacing", "text-anchor", "dominant-baseline", "paint-order", "visibility"],
  ...["display", "vector-effect", "transform", "transform-origin"],
];

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/**
 * All drawings that can be seen in a figure, with its title and its address under them; undefined when there are none.
 * Words and controls around them are left out: they are the page's.
 */
export function pictureOf(figure: Element, title: string, address: string): Picture | undefined {
  const drawings = [...figure.querySelectorAll<SVGSVGElement | HTMLCanvasElement>("svg, canvas")].filter((drawing) => {
    const { width, height } = drawing.getBoundingClientRect();
    const inner = drawing.parentElement?.closest("svg");
    return width > 0 && height > 0 && inner === null && drawing.checkVisibility({ visibilityProperty: true });
  });
  if (drawings.length === 0) return undefined;
  const boxes = drawings.map((drawing) => drawing.getBoundingClientRect());
  const edge = 16;
  const left = Math.min(...boxes.map((box) => box.left)) - edge;
  const top = Math.min(...boxes.map((box) => box.top)) - edge;
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left + edge);
  const drawn = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top + edge);
  const height = drawn + 30;
  const { color: ink, fontFamily } = getComputedStyle(figure);
  const paper = getComputedStyle(document.body).backgroundColor;
  const parts = drawings.map((drawing, i) => {
    const { left: x, top: y, width: across, height: down } = boxes[i]!;
    const place = `x="${x - left}" y="${y - top}" width="${across}" height="${down}"`;
    if (drawing instanceof HTMLCanvasElement) return `<image ${place} href="${drawing.toDataURL("image/png")}"/>`;
    return asItLooks(drawing, { x: x - left, y: y - top, width: across, height: down });
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/>`,
    ...parts,
    `<text x="${edge}" y="${drawn + 8}" fill="${ink}" font-family="${escaped(fontFamily)}" font-size="12">${escaped(title)} · ${escaped(address)}</text>`,
    "</svg>",
  ].join("\n");
  return { svg, width, height };
}

/** A copy of a drawing that needs no style sheet. */
function asItLooks(drawing: SVGSVGElement, box: Readonly<Record<"x" | "y" | "width" | "height", number>>): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll("*")]) as [Element[], Element[]];
  for (const [i, element] of from.entries()) {
    const style = getComputedStyle(element);
    const own = looks.map((look) => [look, style.getPropertyValue(look)] as const).filter(([, value]) => value !== "");
    to[i]!.removeAttribute("class");
    to[i]!.setAttribute("style", own.map(([look, value]) => `${look}:${value}`).join(";"));
  }
  for (const [name, value] of Object.entries(box)) copy.setAttribute(name, String(value));
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  copy.setAttribute("overflow", "visible");
  return new XMLSerializer().serializeToString(copy);
}

/** The picture in dots, twice as fine as on the page. */
export async function dotsOf({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * width, 2 * height];
  const pen = canvas.getContext("2d")!;
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("this browser made no picture")) : resolve(blob))),
  );
}
