// @ts-check
/** What a long training takes of memory in the studio: the resident size of Chromium's processes, minute by minute. */
import { execFileSync } from "node:child_process";
import { withLab } from "../harness/open-lab.mjs";
import { ProgramFailed } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

/** Growth after the first tenth of the time, in which everything is loaded and compiled. */
const GOAL_MIB = 32;

/** @type {Study} */
export const browserMemory = {
  title: "Memory of the studio while the first network trains on and on (Linux)",
  async run({ minutes }, print) {
    // With gc, what is measured is what is held, and not what waits to be collected.
    return withLab(["--js-flags=--expose-gc"], async (chrome, url) => {
      const page = await chrome.newPage();
      await page.goto(`${url}studio/`);
      await page.locator(".island[data-alive]").waitFor();
      const epochs = page.getByRole("spinbutton", { name: "Epochs" });
      await epochs.fill("10000");
      await epochs.press("Enter");
      const button = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true });
      await button("Train").click();
      /** Ten thousand epochs may take less than the time: then it goes back to its first weights and trains again. */
      const trainFor = async (/** @type {number} */ milliseconds) => {
        const end = performance.now() + milliseconds;
        for (let left = milliseconds; left > 0; left = end - performance.now()) {
          const done = page.getByText("All epochs are done.").waitFor({ timeout: left });
          const isOver = await done.then(
            () => true,
            () => false,
          );
          if (!isOver) return;
          await button("Rewind").click();
          await button("Train").click();
        }
      };
      const session = await chrome.newBrowserCDPSession();
      /** @type {{ minute: number, mebibytes: number }[]} */
      const results = [];
      const steps = Math.max(10, Math.round(minutes));
      for (let step = 0; step <= steps; step++) {
        const collect = () => /** @type {{ gc?: () => void }} */ (globalThis).gc?.();
        await Promise.all([page.evaluate(collect), ...page.workers().map((worker) => worker.evaluate(collect))]);
        const { processInfo } = await session.send("SystemInfo.getProcessInfo");
        const mebibytes = resident(processInfo.map(({ id }) => id));
        const minute = (step * minutes) / steps;
        results.push({ minute, mebibytes });
        print(`  ${minute.toFixed(1).padStart(5)} min ${mebibytes.toFixed(0).padStart(6)} MiB`);
        if (step < steps) await trainFor((60_000 * minutes) / steps);
      }
      const status = await page.locator("main").innerText();
      if (!/It is training/.test(status)) throw new ProgramFailed("the studio did not train to the end of the time");
      const settled = results.slice(Math.ceil(steps / 10));
      const early = settled.slice(0, Math.ceil(settled.length / 3)).map((result) => result.mebibytes);
      const late = settled.slice(-Math.ceil(settled.length / 3)).map((result) => result.mebibytes);
      const growth = Math.min(...late) - Math.min(...early);
      const text = `in ${minutes} minutes it grew by ${growth.toFixed(0)} MiB (goal: less than ${GOAL_MIB})`;
      return { results, goals: [{ text, measured: growth, goal: GOAL_MIB, reached: growth < GOAL_MIB }] };
    });
  },
};

/** @param {number[]} ids */
function resident(ids) {
  const lines = execFileSync("ps", ["-o", "rss=", "-p", ids.join(",")], { encoding: "utf8" })
    .trim()
    .split("\n");
  return lines.reduce((sum, line) => sum + Number(line), 0) / 1024;
}
