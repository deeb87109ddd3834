// @ts-check
/** Opens a table and tells how long it took, and the largest resident size. */
import { tell } from "../harness/study.mjs";

const { path } = JSON.parse(process.argv[2]);
/** @type {typeof import("../../packages/nndl/dist/entries/sources.js")} */
const { openSource } = await import(new URL("../../packages/nndl/dist/entries/sources.js", import.meta.url).href);

const start = performance.now();
const { training } = await openSource(path);
const seconds = (performance.now() - start) / 1000;
tell({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024, rows: training.count });
