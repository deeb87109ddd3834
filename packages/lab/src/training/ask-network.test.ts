import { expect, it } from "vitest";
import { askNetwork } from "./ask-network.ts";
import type { Trainer } from "./trainer.svelte.ts";

/** A trainer whose network says the sum of an input, and its first value; or whose network is gone. */
const trainerOf = (isGone: boolean) =>
  ({
    ask: ({ inputs }: { readonly inputs: Float32Array }) => {
      const outputs = Float32Array.from(inputs, (value, i) => (i % 2 === 0 ? value + inputs[i + 1]! : inputs[i - 1]!));
      return Promise.resolve(isGone ? undefined : { count: inputs.length / 2, size: 2, outputs });
    },
  }) as unknown as Pick<Trainer, "ask">;

it("asks for several inputs at once, and gives each its own outputs", async () => {
  const answers = await askNetwork(trainerOf(false))([Float32Array.of(1, 2), Float32Array.of(5, 7)]);
  expect(answers.map((answer) => Array.from(answer))).toEqual([
    [3, 1],
    [12, 5],
  ]);
});

it("says so when the network is gone", async () => {
  await expect(askNetwork(trainerOf(true))([Float32Array.of(1, 2)])).rejects.toMatchObject({ code: "session.closed" });
});
