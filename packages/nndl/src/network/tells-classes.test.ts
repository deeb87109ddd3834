import { describe, expect, it } from "vitest";
import { ascendFromNoise, attack } from "../adversarial/index.ts";
import { reportOn } from "../analysis/index.ts";
import { classification, Dataset } from "../data/index.ts";
import { judgeEnsemble } from "../ensemble/index.ts";
import { dense, recurrent } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refusedLater } from "../testing/refused.ts";
import { train } from "../training/index.ts";

describe("a network that answers at every step has no class for an example", () => {
  // As many outputs in all as there are classes, and more: neither makes one of them a class.
  for (const classes of [4, 8]) {
    const net = network({ input: [4, 3], layers: [recurrent(5, { output: "every" }), dense(2)], seed: 1 });
    const rows = classification(
      Array.from({ length: 4 }, (_, i) => Array.from({ length: 12 }, (__, j) => ((i + j) % 5) / 5)),
      [0, 1, 2, classes - 1],
    );
    const { features, targets } = rows;
    const data = new Dataset({ shape: [4, 3], features, targets });
    const code = async (promise: Promise<unknown>) => (await refusedLater(promise)).code;

    it(`and so for ${classes} classes it is neither trained nor measured nor attacked`, async () => {
      const run = async () => {
        for await (const _ of train(net, data, { epochs: 1, learningRate: 0.1 }));
      };
      expect(await code(run())).toBe("data.targets");
      expect(await code(net.predictClass(data.input(0)))).toBe("network.classes");
      expect(await code(net.evaluate(data))).toBe("network.classes");
      expect(await code(reportOn(net, data))).toBe("data.targets");
      expect(await code(judgeEnsemble([net, net], data))).toBe("data.targets");
      expect(await code(attack(net, data, { epsilon: 0.1 }))).toBe("data.targets");
      expect(await code(ascendFromNoise(net))).toBe("attack.classes");
    });
  }
});
