import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { section } from "./settings.ts";
import { experiment as tanh } from "./tanh.ts";
import { experiment as sigmoid } from "./two-conv-pools.ts";

const early = 20;

export const experiment = experimentOf({
  name: "ch6/tanh-against-sigmoid",
  id: "X6.3",
  title: "tanh against sigmoid neurons, epoch by epoch",
  section,
  about:
    "The runs of ch6/tanh and of ch6/two-conv-pools with the same seed: validation accuracy after each of 60 epochs",
  claim: "the tanh network trains a little faster, and both end very similar",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    ahead: { kind: "number", title: `epochs of the first ${early} in which tanh is ahead`, unit: "epochs", digits: 0 },
    difference: {
      kind: "number",
      title: "tanh less sigmoid in the last epoch",
      unit: "points",
      judge: { by: "range", from: -0.3, to: 0.3 },
    },
    tanh: { kind: "series", title: "tanh", x: "epoch", y: "validation accuracy in %" },
    sigmoid: { kind: "series", title: "sigmoid", x: "epoch", y: "validation accuracy in %" },
    faster: {
      kind: "claim",
      title: "tanh is ahead after the first epoch",
      holds: (measured) => seriesOf(measured, "tanh")[0][1] > seriesOf(measured, "sigmoid")[0][1],
    },
  },
  note: "The problem also asks for half a dozen variations: nndl train --preset book:ch6/tanh with other options is each of them.",
  async run(bench) {
    const { count } = bench.data.validation;
    const curves: Point[][] = [];
    for (const member of [tanh, sigmoid]) {
      const { measured } = await bench.other(member, bench.seed);
      curves.push(seriesOf(measured, "validation").map(([epoch, correct]): Point => [epoch, (100 * correct) / count]));
    }
    const [ours, theirs] = curves;
    return {
      ahead: ours.slice(0, early).filter(([, y], i) => y > theirs[i][1]).length,
      difference: ours[ours.length - 1][1] - theirs[theirs.length - 1][1],
      tanh: ours,
      sigmoid: theirs,
    };
  },
});
