import type { Dataset, Network, NetworkInput } from "nndl";
import { smallestChanges, transferOf } from "nndl/adversarial";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";

interface Kind {
  readonly hidden: readonly number[];
  /** λ of our L2, (λ/2n) Σw²: the paper's λ Σw² / k of a layer with k = 10 units, so 10,000 times its λ. */
  readonly l2: number;
}

/** By the paper's names: softmax layers with weight decay, and two hidden layers before one. */
const kinds = {
  light: { hidden: [], l2: 1 },
  middle: { hidden: [], l2: 100 },
  heavy: { hidden: [], l2: 10_000 },
  hundred: { hidden: [100, 100], l2: 1 },
  twoHundred: { hidden: [200, 200], l2: 1 },
} as const satisfies Record<string, Kind>;

type Name = keyof typeof kinds;
const names = Object.keys(kinds) as readonly Name[];

/** Table 1: test error in percent, and the mean distortion at which nothing is read rightly. */
const published: Readonly<Record<Name, readonly [label: string, error: number, distortion: number]>> = {
  light: ["FC10(10⁻⁴)", 7.4, 0.062],
  middle: ["FC10(10⁻²)", 9.4, 0.1],
  heavy: ["FC10(1)", 20, 0.14],
  hundred: ["FC100-100-10", 1.64, 0.058],
  twoHundred: ["FC200-200-10", 1.54, 0.065],
};

function networkOf({ hidden }: Kind): Omit<NetworkInput, "seed"> {
  return {
    input: [784],
    layers: [
      ...hidden.map((units) => ({ type: "dense", units, activation: "sigmoid" }) as const),
      { type: "dense", units: 10, activation: "softmax" },
    ],
    cost: "log-likelihood",
    initializer: "scaled-gaussian",
  };
}

const number = { kind: "number" } as const;
const upper = (name: Name) => name[0].toUpperCase() + name.slice(1);

export const experiment = experimentOf({
  name: "ch6/smallest-changes",
  id: "S6.10b",
  title: "How little it takes to fool a network, and whether it fools another",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "softmax layers with three weight decays, 784-100-100-10 and 784-200-200-10; for each of 300 test images the smallest change that is " +
    "enough, and how many of the changed images the other networks misread",
  claim:
    "for every sample image that Szegedy and others tested, a change that people hardly see makes a network misread it",
  chance: true,
  seeds: 3,
  figures: {
    fooled: {
      ...number,
      unit: "%",
      title: "images for which a change was found, over all networks",
      book: 100,
      text: "every image that was tested",
      judge: { by: "equality" },
    },
    ...Object.fromEntries(
      names.flatMap((name) => {
        const [label, error, distortion] = published[name];
        return [
          [
            `error${upper(name)}`,
            { ...number, unit: "%", title: `test error of ${label}`, book: error, text: `${error} %` },
          ],
          [
            `distortion${upper(name)}`,
            {
              ...number,
              unit: "",
              digits: 3,
              title: `mean distortion √(Σr²/n) that fools ${label}`,
              book: distortion,
              text: `${distortion}`,
            },
          ],
        ];
      }),
    ),
    lightToHundred: {
      ...number,
      unit: "%",
      title: "made for FC10(10⁻⁴), misread by FC100-100-10",
      book: 2,
      text: "2 %",
    },
    hundredToLight: {
      ...number,
      unit: "%",
      title: "made for FC100-100-10, misread by FC10(10⁻⁴)",
      book: 28.9,
      text: "28.9 %",
    },
    twoHundredToHundred: {
      ...number,
      unit: "%",
      title: "made for FC200-200-10, misread by FC100-100-10",
      book: 20.3,
      text: "20.3 %",
    },
    noise: {
      ...number,
      unit: "%",
      title: "misread by FC100-100-10 with gaussian noise of as large a distortion as the smallest changes",
      book: 0,
      text: "0 % at 0.1",
    },
    decay: {
      kind: "claim",
      title: "the more weight decay, the larger the changes that it takes",
      holds: (measured) =>
        numberOf(measured, "distortionLight") < numberOf(measured, "distortionMiddle") &&
        numberOf(measured, "distortionMiddle") < numberOf(measured, "distortionHeavy"),
    },
    direction: {
      kind: "claim",
      title: "noise of the same size is misread far less: it is the direction that does it",
      holds: (measured) => numberOf(measured, "noise") < 20,
    },
  },
  note:
    "The paper solves min c‖r‖ + cost with box-constrained L-BFGS, towards other classes; we bisect ε of projected gradient steps in L2 " +
    "(12 attempts of 30 steps), away from the right class, which needs less. So our distortions are smaller, and fewer changes pass to other " +
    "networks: compare their order, not their size. Its weight decay is per layer and its training is not described; ours is ten epochs of " +
    "plain SGD (twenty with hidden layers). What passes from one to another is counted beyond what that one misreads anyway.",
  async run({ seed, data, quick, train, step }) {
    const [images, test] = quick ? [data.training.take(1000), data.test.take(200)] : [data.training, data.test];
    const count = quick ? 20 : 300;
    const networks: Network[] = [];
    const measured: Record<string, number> = {};
    for (const name of names) {
      const kind: Kind = kinds[name];
      const deep = kind.hidden.length > 0;
      const { network, epochs } = await train(published[name][0], {
        network: networkOf(kind),
        images,
        evaluate: { test },
        training: {
          epochs: quick ? 2 : deep ? 20 : 10,
          learningRate: deep ? 0.3 : 0.1,
          miniBatchSize: 10,
          // The penalty is divided by the number of images: it weighs the same whatever that is.
          regularization: { l2: (kind.l2 * images.count) / 50_000 },
        },
      });
      networks.push(network);
      const { accuracy = Number.NaN } = epochs[epochs.length - 1].evaluations.test;
      measured[`error${upper(name)}`] = 100 * (1 - accuracy);
    }
    const searched = data.test.take(count) as Dataset<"classes">;
    const made = new Map<Network, Float32Array>();
    let found = 0;
    for (const [i, name] of names.entries()) {
      const { inputs, distances } = await smallestChanges(networks[i], searched, { seed });
      made.set(networks[i], inputs);
      const changed = distances.filter((distance) => distance > 0);
      const reached = changed.filter((distance) => distance < Number.POSITIVE_INFINITY);
      found += reached.length / changed.length;
      const mean = reached.reduce((sum, distance) => sum + distance, 0) / reached.length;
      measured[`distortion${upper(name)}`] = mean / Math.sqrt(784);
    }
    measured.fooled = (100 * found) / names.length;
    const counts = await step("transfer", () => transferOf(networks, searched, async (network) => made.get(network)!));
    const anyway = await Promise.all(
      networks.map(async (net) => count - ((await net.evaluate(searched)).correct ?? 0)),
    );
    /** Of what a network reads rightly as it is, the share that it does not read rightly any longer. */
    const beyond = (wrong: number, to: Name) => {
      const before = anyway[names.indexOf(to)];
      return (100 * (wrong - before)) / (count - before);
    };
    const share = (from: Name, to: Name) => beyond(counts[names.indexOf(from)][names.indexOf(to)], to);
    measured.lightToHundred = share("light", "hundred");
    measured.hundredToLight = share("hundred", "light");
    measured.twoHundredToHundred = share("twoHundred", "hundred");
    const hundred = networks[names.indexOf("hundred")];
    const noisy = withNoise(searched, measured.distortionHundred, seed);
    measured.noise = beyond(count - (await noisy(hundred)), "hundred");
    return measured;
  },
});

/** How many images with noise a network reads rightly. */
function withNoise(images: Dataset, deviation: number, seed: number): (network: Network) => Promise<number> {
  const chance = stream(seed, "noise");
  const noisy = Array.from({ length: images.count }, (_, i) =>
    images.input(i).map((value) => Math.min(255 / 256, Math.max(0, value + deviation * chance.gaussian()))),
  );
  return async (network) => {
    const outputs = await network.predict(noisy);
    return outputs.filter((output, i) => output.indexOf(Math.max(...output)) === images.label(i)).length;
  };
}
