/**
 * What a worker thread runs: distorts the images that it was given, as it is asked to. Bundled into one text by
 * scripts/build-workers.mjs, because a worker is started from its text (see `platform.startWorker`).
 */

import { Distorter } from "./distorter.ts";
import type { Distortion } from "./distortion.ts";
import type { ImageShape } from "./image-shape.ts";

/** The first message: what to distort, and how. */
export interface WorkerTask {
  readonly images: Uint8Array;
  readonly shape: ImageShape;
  readonly distortion: Distortion;
  readonly seed: number;
}

/** Every other message: which images, from `from` up to but without `to`. The answer is their bytes, in that order. */
export interface WorkerRequest {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

/** What the platform gives to a worker's script. */
declare function receive(listener: (message: WorkerTask | WorkerRequest) => void): void;
declare function send(bytes: Uint8Array): void;

let images = new Uint8Array(0);
let size = 0;
let distorter: Distorter | undefined;

receive((message) => {
  if ("images" in message) {
    const { shape, distortion, seed } = message;
    images = message.images as Uint8Array<ArrayBuffer>;
    size = shape.channels * shape.height * shape.width;
    distorter = new Distorter(distortion, shape, seed);
    return;
  }
  const { epoch, from, to } = message;
  const bytes = new Uint8Array((to - from) * size);
  for (let i = from; i < to; i++) distorter?.distort(images, i, epoch, bytes, (i - from) * size);
  send(bytes);
});
