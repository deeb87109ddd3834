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

const subscribe = createSubscriber((update) => {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(update);
  media.addEventListener("change", update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => {
    media.removeEventListener("change", update);
    observer.disconnect();
  };
});

/** What was read, for all that is drawn in one go: a large network has fifty pictures, which all ask. */
let known: Colours | undefined;

/** The colours as they are now; an effect that reads them runs again when they change. Only in a browser. */
export function colours(): Colours {
  subscribe();
  if (known !== undefined) return known;
  const style = getComputedStyle(document.documentElement);
  known = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
  queueMicrotask(() => {
    known = undefined;
  });
  return known;
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
