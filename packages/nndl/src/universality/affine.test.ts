import { describe, expect, it } from "vitest";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { collapseLinear } from "./affine.ts";

describe("collapsing linear layers", () => {
  it.each([[[3, 5, 2]], [[1, 1]], [[4, 7, 1, 6, 3]]])(
    "keeps what a network of %j computes, with one layer",
    async ([inputs, ...units]) => {
      const deep = network({ input: [inputs!], layers: units.map((n) => dense(n, "linear")), seed: 3 });
      const one = collapseLinear(deep);
      expect(one.layers).toHaveLength(1);
      const chance = stream(1, "points");
      const points = Array.from({ length: 20 }, () => Array.from({ length: inputs! }, () => 4 * chance.uniform() - 2));
      const [all, few] = [await outputsByEngines(deep, points), await outputsByEngines(one, points)];
      for (const i of [0, 1]) expectClose(few[i]!, all[i]!, { rtol: 1e-4, atol: 1e-4 });
    },
  );

  it("refuses a network that is not linear", () => {
    const bent = network({ input: [2], layers: [dense(3, "linear"), dense(3, "relu"), dense(1, "linear")] });
    const error = refused(() => collapseLinear(bent));
    expect(error.code).toBe("universality.linear");
    expect(error.received).toBe("layer 2: dense, relu");
  });
});
