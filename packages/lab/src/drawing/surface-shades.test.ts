import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shadesOf } from "./surface-shades.ts";
import { type Rgb, rgb } from "./theme.svelte.ts";

/** The colours that the pages have, by day and by night. */
const tokens = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
const of = (name: string, at: number) => [...tokens.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, "g"))][at]![1]!;
const themes = { day: 0, night: 1 } as const;
const coloursOf = (at: number) => ({
  paper: of("paper", at),
  ink: of("ink", at),
  accent: of("accent", at),
  negative: of("negative", at),
  third: of("third", at),
});

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: Rgb, b: Rgb): number {
  const [more, less] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (more + 0.05) / (less + 0.05);
}

describe.each(Object.entries(themes))("a surface by %s", (theme, at) => {
  const colours = coloursOf(at);
  const paper = rgb(colours.paper);
  it.each(["accent", "negative", "third"] as const)("stands out from the paper wherever it is low, in %s", (hue) => {
    const { colour } = shadesOf(colours, hue);
    expect(contrast(colour(0, 1), paper)).toBeGreaterThan(theme === "night" ? 2.7 : 1.4);
    // A slope that the light does not reach, too.
    for (const height of [0, 0.3, 1]) expect(contrast(colour(height, 0), paper)).toBeGreaterThan(1.9);
    expect(contrast(colour(1, 1), paper)).toBeGreaterThan(4.5);
  });
  it("is lined, so that what is level is seen to be", () => {
    const { colour, edge } = shadesOf(colours);
    for (const height of [0, 0.5, 1])
      expect(contrast(colour(height, 0.84), edge(colour(height, 0.84)))).toBeGreaterThan(1.2);
  });
});
