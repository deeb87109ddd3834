// @ts-check
/** A side's end of the protocol, for sides in JavaScript. See task.mjs for the words; serve.py is its twin. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { loadExamples, toFloats } from "./examples.mjs";
import { MARK } from "./task.mjs";

/** @import { KernelTime, Task } from "./task.mjs" */

/**
 * A network that is ready to work.
 * @typedef {object} Worker
 * @property {(miniBatches: number) => void | Promise<void>} work   returns when the last update is done, or the last
 *   outputs are there
 * @property {(inputs: Float32Array, count: number) => ArrayLike<number> | Promise<ArrayLike<number>>} [predict]
 *   the outputs for `count` inputs that follow one another; left out by what does not classify
 * @property {(miniBatches: number) => KernelTime[] | undefined} [profile]   what each kernel did over so many
 */

/**
 * @typedef {object} Side
 * @property {string} label
 * @property {Record<string, string>} versions
 * @property {boolean} [byHand]
 * @property {boolean} [threads]       can use more than one thread
 * @property {string} [note]
 * @property {(task: Task) => Worker | Promise<Worker>} open
 */

/** How many test images a score looks at: enough to see that a network learns, few enough for the slowest. */
const SCORED = 1000;

/** @param {object} message */
const answer = (message) => process.stdout.write(`${MARK}${JSON.stringify(message)}\n`);

/** The reason why a side cannot take part, as opposed to a mistake. */
export class Skip extends Error {}

/** @param {() => Side | Promise<Side>} describe */
export async function serve(describe) {
  /** @type {Task} */
  const task = JSON.parse(process.argv[2]);
  const worker = await open(task, describe);
  if (!worker) return;
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, argument] = line.split(" ");
    if (command === "go") answer(await timed(() => worker.work(Number(argument))));
    else if (command === "memory") answer({ peakBytes: process.resourceUsage().maxRSS * 1024 });
    else if (command === "score") answer(await score(task, worker));
    else if (command === "profile") answer({ kernels: worker.profile?.(Number(argument)) });
  }
  process.exit(0); // Some libraries leave handles open.
}

/**
 * @param {Task} task
 * @param {() => Side | Promise<Side>} describe
 */
async function open(task, describe) {
  try {
    const side = await describe();
    if (task.threads > 1 && !side.threads) throw new Skip("takes part with one thread only");
    const worker = await side.open(task);
    const { label, versions, byHand = false, note = "" } = side;
    answer({ ready: { label, language: "javascript", versions, byHand, note } });
    return worker;
  } catch (error) {
    if (!(error instanceof Skip)) throw error;
    answer({ skip: error.message });
    return undefined;
  }
}

/** @param {() => void | Promise<void>} work */
async function timed(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
}

/**
 * @param {Task} task
 * @param {Worker} worker
 */
async function score(task, { predict }) {
  if (!task.test || !predict) return { of: 0 };
  const examples = loadExamples({ ...task.test, count: SCORED });
  const outputs = await predict(toFloats(examples), SCORED);
  const classes = outputs.length / SCORED;
  let correct = 0;
  for (let i = 0; i < SCORED; i++) {
    let best = 0;
    for (let k = 1; k < classes; k++) if (outputs[i * classes + k] > outputs[i * classes + best]) best = k;
    if (best === examples.labels[i]) correct++;
  }
  return { correct, of: SCORED };
}

/**
 * The version of a package that is installed beside the benchmark.
 * @param {string} name
 */
export function installedVersion(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return /** @type {{ version: string }} */ (JSON.parse(readFileSync(file, "utf8"))).version;
}
