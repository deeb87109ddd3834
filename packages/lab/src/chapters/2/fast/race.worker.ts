/** Runs the race beside the page: the largest networks take finite differences seconds. */
import { type Lap, lap, warmUp } from "./measure.ts";

/** What is asked: the hidden neurons of each lap. Each lap is told as soon as it is run. */
addEventListener("message", ({ data: widths }: MessageEvent<readonly number[]>) => {
  warmUp();
  for (const hidden of widths) postMessage(lap(hidden, () => performance.now()) satisfies Lap);
});
