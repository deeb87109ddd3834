import { describe, expect, it } from "vitest";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { expectClose } from "../testing/close.ts";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { glue } from "./glue.ts";

const deep = (units: readonly number[], seed: number, inputs = 2) =>
  network({ input: [inputs], layers: units.map((n) => dense(n)), seed });
const points = [
  [0.1, 0.7],
  [-1, 2],
  [0, 0],
];

describe("glued networks", () => {
  it("output what each of them outputs, one after another", async () => {
    const members = [deep([3, 4, 1], 1), deep([5, 2, 2], 2), deep([1, 1, 1], 3)];
    const glued = glue(members);
    expect(glued.layers.map(({ output }) => output[0])).toEqual([9, 7, 4]);
    const alone = await Promise.all(members.map((net) => outputsByEngines(net, points)));
    const together = await outputsByEngines(glued, points);
    for (const engine of [0, 1]) {
      const rows = points.map((_, i) =>
        members.map((net, m) => alone[m]![engine]!.slice(i * net.outputSize, (i + 1) * net.outputSize)),
      );
      expectClose(together[engine]!, rows.flat(2), { rtol: 1e-6, atol: 1e-7 });
    }
  });

  it("refuses networks that do not fit", () => {
    for (const members of [
      [],
      [deep([3], 1), deep([3], 1, 4)],
      [deep([3, 1], 1), deep([3], 1)],
      [deep([3], 1), network({ input: [2], layers: [dense(3, "relu")] })],
      [7 as never],
      "two" as never,
    ])
      expect(refused(() => glue(members)).code).toBe("universality.glue");
  });
});
