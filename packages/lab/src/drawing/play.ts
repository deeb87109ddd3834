/**
 * Shows a change as it happens: `frame` is called with t from 0 to 1. Readers who prefer reduced motion get the end at
 * once. Only in a browser; call it from what the reader presses.
 *
 * @returns what stops it
 */
export function play(seconds: number, frame: (t: number) => void, done: () => void = () => {}): () => void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    frame(1);
    done();
    return () => {};
  }
  let start: number | undefined;
  let request = requestAnimationFrame(tick);
  function tick(now: number) {
    start ??= now;
    const t = Math.min(1, (now - start) / (1000 * seconds));
    frame(t);
    if (t < 1) request = requestAnimationFrame(tick);
    else done();
  }
  return () => cancelAnimationFrame(request);
}

/** From one number to another, at first and at last slowly. */
export function between(from: number, to: number, t: number): number {
  return t >= 1 ? to : from + (to - from) * (t * t * (3 - 2 * t));
}
