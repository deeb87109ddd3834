import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { experiment as crossEntropy } from "./cross-entropy.ts";
import { sections } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch3/output-sums",
  id: "X3.7",
  title: "What the outputs of sigmoid neurons add up to",
  section: sections.softmax,
  about: "The ten outputs of ch3/cross-entropy's network, with the same seed, for each test image.",
  claim: "an exercise: show by an example that the outputs of a network of sigmoid neurons need not add up to 1",
  note: "The book gives no number. Softmax outputs add up to 1 whatever the weights; these do on the whole, since they learn to, but not one by one.",
  chance: true,
  quick: { epochs: 2, limit: 5000 },
  figures: {
    mean: { kind: "number", title: "mean of the sums", unit: "", digits: 3 },
    least: { kind: "number", title: "least sum", unit: "", digits: 6 },
    greatest: { kind: "number", title: "greatest sum", unit: "", digits: 3 },
    far: { kind: "number", title: "images whose sum is more than 0.1 from 1", unit: "%" },
    need: {
      kind: "claim",
      title: "they need not: sums below one half and above one and a half are there",
      holds: (measured) => numberOf(measured, "least") < 0.5 && numberOf(measured, "greatest") > 1.5,
    },
  },
  async run(bench) {
    const { test } = bench.data;
    const [network] = (await bench.other(crossEntropy, bench.seed)).networks;
    const outputs = await network.predict(Array.from({ length: test.count }, (_, i) => test.input(i)));
    const sums = outputs.map((values) => values.reduce((sum, value) => sum + value, 0));
    return {
      mean: sums.reduce((total, sum) => total + sum, 0) / sums.length,
      least: Math.min(...sums),
      greatest: Math.max(...sums),
      far: (100 * sums.filter((sum) => Math.abs(sum - 1) > 0.1).length) / sums.length,
    };
  },
});
