// @ts-check
/** What frozen layers save: the same network trained with its first layers as they are, and with all of them learning. */
import { follow } from "../harness/study.mjs";

/** @import { Study } from "../harness/study.mjs" */

const PROGRAM = new URL("./freeze-program.mjs", import.meta.url);

/** What is frozen, and how many times as fast training should then be at least. */
export const cases = [
  { layers: "784 dense1000 dense300 softmax10", freeze: [0], goal: 1.3 },
  { layers: "28x28 conv20x5 pool2 dense100 softmax10", freeze: [0], goal: 1.3 },
  { layers: "28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10", freeze: [0, 2], goal: 1.5 },
];

/** @typedef {{ index: number, isFrozen: boolean, imagesPerSecond: number }} Told */

/** @type {Study} */
export const freeze = {
  title: "Training on 5,000 images with the first layers frozen, beside all of them learning",
  async run({ rounds, threads }, print) {
    /** @type {Told[]} */
    const told = [];
    await follow(PROGRAM, { rounds, threads }, (/** @type {Told} */ each) => void told.push(each));
    const results = cases.map(({ layers, freeze: frozen, goal }, index) => {
      const speed = (/** @type {boolean} */ isFrozen) =>
        median(told.filter((each) => each.index === index && each.isFrozen === isFrozen));
      const [learning, withFrozen] = [speed(false), speed(true)];
      const measured = Math.round((withFrozen / learning) * 100) / 100;
      print(
        `  ${layers}, ${frozen.length} frozen: ${Math.round(withFrozen)} images/s instead of ${Math.round(learning)}`,
      );
      return { layers, frozen, learning, withFrozen, measured, goal };
    });
    const goals = results.map(({ layers, frozen, measured, goal }) => {
      const text = `${layers} with ${frozen.length} frozen: ${measured} times as fast (goal: ${goal} or more)`;
      return { text, measured, goal, reached: measured >= goal };
    });
    return { results, goals };
  },
};

/** @param {readonly Told[]} told */
function median(told) {
  const speeds = told.map(({ imagesPerSecond }) => imagesPerSecond).sort((a, b) => a - b);
  return speeds[speeds.length >> 1] ?? Number.NaN;
}
