/** Measures beside the page. */
import { measureSpeed, type Speed } from "./speed.ts";

export type Answer = { readonly speed: Speed } | { readonly failure: string };

addEventListener("message", ({ data: pixels }: MessageEvent<Uint8Array>) => {
  measureSpeed(pixels, () => performance.now()).then(
    (speed) => postMessage({ speed } satisfies Answer),
    (error: unknown) => postMessage({ failure: String(error) } satisfies Answer),
  );
});
