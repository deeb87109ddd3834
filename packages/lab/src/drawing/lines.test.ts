import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const tokens = read("../styles/tokens.css");
/** By day, and by night. */
const themes = [tokens.slice(0, tokens.indexOf("@media")), tokens.slice(tokens.lastIndexOf("{"))];
const colourOf = (theme: string, name: string) => {
  const hex = new RegExp(`--${name}: #([\\da-f]{6})`).exec(theme)![1]!;
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
};
const luminance = (colour: readonly number[]) => {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = colour.map((part) => linear(part / 255));
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
};
const contrast = (a: readonly number[], b: readonly number[]) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe.each([
  ["by day", themes[0]!],
  ["by night", themes[1]!],
])("lines of drawn networks, %s", (_, theme) => {
  const paper = colourOf(theme, "paper");
  it.each(["strong-line", "accent", "positive", "negative", "third", "fourth"])("%s can be seen on paper", (name) => {
    expect(contrast(colourOf(theme, name), paper)).toBeGreaterThanOrEqual(3);
  });
  it("say what a weight is even where another neuron is picked", () => {
    const style = read("./NetworkDiagram.svelte");
    const opacities = [...style.matchAll(/^\s+(?:stroke-)?opacity: ([\d.]+);/gm)].map(([, value]) => Number(value));
    expect(opacities).toHaveLength(1);
    for (const name of ["positive", "negative"]) {
      const seen = colourOf(theme, name).map((part, i) => opacities[0]! * part + (1 - opacities[0]!) * paper[i]!);
      expect(contrast(seen, paper)).toBeGreaterThanOrEqual(3);
    }
  });
});
