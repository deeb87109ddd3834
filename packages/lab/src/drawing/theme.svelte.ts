/** Colours for what is drawn on canvases, which styles do not reach. */
import { createSubscriber } from "svelte/reactivity";

const NAMES = [
  "paper",
  "raised",
  "ink",
  "muted",
  "line",
  "strong-line",
  "accent",
  "positive",
  "negative",
  "third",
  "fourth",
  "good",
  "bad",
] as const;
export type ColourName = (typeof NAMES)[number];
export type Rgb = readonly [red: number, green: number, blue: number];
export type Colours = Readonly<Record<ColourName, string>>;

/** What was read last, as long as somebody is told of its changes: to read means that all styles are worked out. */
let known: Colours | undefined;
let isWatched = false;

const subscribe = createSubscriber((update) => {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const change = () => {
    known = undefined;
    update();
  };
  const observer = new MutationObserver(change);
  media.addEventListener("change", change);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  isWatched = true;
  return () => {
    isWatched = false;
    known = undefined;
    media.removeEventListener("change", change);
    observer.disconnect();
  };
});

/** The colours as they are now; an effect that reads them runs again when they change. Only in a browser. */
export function colours(): Colours {
  subscribe();
  // Whoever is told of no change, as what paints for a printer, wants them as they are at this moment.
  if (known !== undefined && $effect.tracking()) return known;
  const style = getComputedStyle(document.documentElement);
  const read = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
  if (isWatched) known = read;
  return read;
}

/** #rrggbb as three numbers from 0 to 255. */
export function rgb(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/** Between two colours, t from 0 to 1. */
export function mix(from: Rgb, to: Rgb, t: number): Rgb {
  const part = Math.min(1, Math.max(0, t));
  const at = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * part);
  return [at(0), at(1), at(2)];
}
