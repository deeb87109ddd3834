// @ts-check
/** The lab in Chromium beside the library in Node: how fast it trains, and how long it keeps the page waiting. */
import { withLab } from "../harness/open-lab.mjs";
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */
/** @import { LabTrainer } from "./lab-trainer.d.ts" */

const PROGRAM = new URL("./browser-program.mjs", import.meta.url);
const GOAL_SHARE = 0.85;
const LONGEST_TASK = 50;
const GOAL_SECONDS = 3;

/**
 * What is trained: all epochs are alike, the first ones are for warming up. Each is followed by the 10,000 test images.
 * @typedef {{ id: string, title: string, network: object, training: object, epochs: number, warm: number, threads: number }} Case
 */
const dense = (/** @type {number} */ units, activation = "sigmoid", more = {}) => ({
  type: "dense",
  units,
  activation,
  ...more,
});
const convPool = (/** @type {number} */ filters) => ({
  type: "convPool2d",
  filters,
  kernel: 5,
  window: 2,
  activation: "relu",
});

const e1_1 = {
  network: { input: [784], layers: [dense(30), dense(10)], cost: "quadratic", initializer: "gaussian", seed: 1 },
  training: { miniBatchSize: 10, learningRate: 3 },
};
const e6_6 = {
  network: {
    input: [1, 28, 28],
    layers: [convPool(20), convPool(40), dense(100, "relu"), dense(10, "softmax", { initializer: "zeros" })],
    initializer: "network3",
    seed: 1,
  },
  training: { miniBatchSize: 10, learningRate: 0.03, regularization: { l2: 1 } },
};

/** @type {Case[]} */
const cases = [
  { id: "e1.1", title: "E1.1, one thread", ...e1_1, epochs: 24, warm: 4, threads: 1 },
  { id: "e6.6", title: "E6.6, one thread", ...e6_6, epochs: 3, warm: 1, threads: 1 },
  { id: "e6.6-2", title: "E6.6, two threads", ...e6_6, epochs: 3, warm: 1, threads: 2 },
];

/** @type {Study} */
export const browser = {
  title: "Training in the lab, in Chromium, beside Node: images a second, the tests of each epoch included",
  async run({ rounds }, print) {
    return withLab([], async (chrome, url) => {
      const goals = [];
      const results = [];
      for (const one of cases) {
        /** @type {{ node: number[], chromium: number[] }} */
        const speeds = { node: [], chromium: [] };
        for (let round = 0; round < rounds; round++) {
          speeds.node.push(await inNode(one));
          speeds.chromium.push(await inChromium(chrome, url, one));
        }
        const [node, page] = [median(speeds.node), median(speeds.chromium)];
        const share = page / node;
        print(`  ${one.title.padEnd(18)} Node ${whole(node)}, Chromium ${whole(page)} images/s: ${share.toFixed(2)} ×`);
        results.push({ id: one.id, ...speeds });
        goals.push(
          goal(
            `${one.title}: ${share.toFixed(2)} × Node's speed (goal: ${GOAL_SHARE})`,
            share,
            GOAL_SHARE,
            share >= GOAL_SHARE,
          ),
        );
      }
      const seen = await watchFigure(chrome, url);
      const { longest, seconds } = seen;
      print(
        `  the first network's figure: 95 % after ${seconds.toFixed(1)} s; the longest task of the page's thread: ${whole(longest)} ms`,
      );
      goals.push(
        goal(
          `E1.1 at 95 % in ${seconds.toFixed(1)} s (goal: ${GOAL_SECONDS})`,
          seconds,
          GOAL_SECONDS,
          seconds <= GOAL_SECONDS,
        ),
        goal(
          `no task longer than ${whole(longest)} ms (goal: ${LONGEST_TASK})`,
          longest,
          LONGEST_TASK,
          longest <= LONGEST_TASK,
        ),
      );
      return { results: [...results, { id: "figure", ...seen }], goals };
    });
  },
};

/** @param {Case} one */
async function inNode(one) {
  let speed = 0;
  await follow(PROGRAM, one, (/** @type {{ imagesPerSecond: number }} */ message) => {
    speed = message.imagesPerSecond;
  });
  return speed;
}

/**
 * @param {import("playwright-core").Browser} chrome
 * @param {string} url
 * @param {Case} one
 */
async function inChromium(chrome, url, one) {
  const page = await chrome.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction(() => "nndlLab" in globalThis);
    return await page.evaluate(async ({ network, training, epochs, warm, threads }) => {
      const { nndlLab } = /** @type {{ nndlLab: { trainer(): Promise<LabTrainer> } }} */ (
        /** @type {unknown} */ (globalThis)
      );
      const trainer = await nndlLab.trainer();
      await trainer.open({ network, data: { kind: "mnist" }, training: { epochs, ...training }, threads });
      await trainer.train({ until: warm * trainer.stepsPerEpoch });
      const began = performance.now();
      await trainer.train({ until: epochs * trainer.stepsPerEpoch });
      if (trainer.failure) throw new Error(trainer.failure.sentence);
      return ((epochs - warm) * 50_000) / ((performance.now() - began) / 1000);
    }, one);
  } finally {
    await page.close();
  }
}

/**
 * Presses the button of the figure that trains the first network, as a reader does.
 * @param {import("playwright-core").Browser} chrome
 * @param {string} url
 */
async function watchFigure(chrome, url) {
  const page = await chrome.newPage();
  try {
    await page.goto(`${url}figures/first-network/`);
    const figure = page.locator('.island[data-figure="first-network"][data-alive]');
    await figure.waitFor();
    // The data is loaded by a first mini-batch; the clock begins with the press that follows.
    await figure.getByRole("button", { name: "One mini-batch" }).click();
    await page.locator('.state[data-step="1"]').waitFor({ timeout: 120_000 });
    await figure.getByRole("button", { name: "Rewind" }).click();
    await page.locator('.state[data-step="0"]').waitFor();
    await page.waitForTimeout(1000);
    return await page.evaluate(async () => {
      let longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      }).observe({ type: "longtask" });
      const state = /** @type {HTMLElement} */ (document.querySelector(".state"));
      const button = /** @type {HTMLButtonElement} */ (document.querySelector(".island button.primary"));
      const began = performance.now();
      button.click();
      const wait = () => new Promise((resolve) => setTimeout(resolve, 10));
      while (Number(state.dataset.correct) < 9500 && performance.now() - began < 60_000) await wait();
      const seconds = (performance.now() - began) / 1000;
      while (state.dataset.status === "training" && performance.now() - began < 60_000) await wait();
      return { seconds, longest };
    });
  } finally {
    await page.close();
  }
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en-US");
/**
 * @param {string} text
 * @param {number} measured
 * @param {number} wanted
 * @param {boolean} reached
 */
const goal = (text, measured, wanted, reached) => ({ text, measured, goal: wanted, reached });
