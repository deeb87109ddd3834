/** The colours of a surface: by height, and by how much its slope is turned from the light. */
import type { Colours, Rgb } from "./theme.svelte.ts";
import { mix, rgb } from "./theme.svelte.ts";

export interface Shades {
  /** Height and light from 0 to 1. */
  readonly colour: (height: number, light: number) => Rgb;
  /** Of the line around a cell. */
  readonly edge: (colour: Rgb) => Rgb;
}

/**
 * From a shade that stands out from the paper, by day and by night, to the full colour; what turns from the light is darker.
 * By day that is nearer to the ink; by night it must not sink into the paper.
 */
export function shadesOf(
  colours: Pick<Colours, "paper" | "ink" | "accent" | "negative" | "third">,
  hue: "accent" | "negative" | "third" = "accent",
): Shades {
  const [paper, ink, full] = [rgb(colours.paper), rgb(colours.ink), rgb(colours[hue])];
  const isNight = paper[0] < ink[0];
  const dark = isNight ? paper : ink;
  const low = mix(paper, full, isNight ? 0.46 : 0.3);
  const depth = isNight ? 0.2 : 0.3;
  return {
    colour: (height, light) => mix(mix(low, full, height), dark, depth * (1 - Math.min(1, Math.max(0, light)))),
    edge: (colour) => mix(colour, dark, isNight ? 0.3 : 0.2),
  };
}
