import { expect, it } from "vitest";
import { isKeptNetwork, type KeptNetwork, NetworkStore } from "./kept-network.ts";

const kept: KeptNetwork = {
  run: { seed: 7, epochs: 10, images: 10_000 },
  checkpoint: new Uint8Array([1, 2, 3]),
  costs: [],
  records: [],
  at: 1,
};

it("takes nothing for a network that this page has not written", () => {
  expect(isKeptNetwork(kept)).toBe(true);
  const others: unknown[] = [
    undefined,
    null,
    "network",
    { ...kept, run: undefined },
    { ...kept, run: { seed: -1, epochs: 10, images: 10_000 } },
    { ...kept, run: { seed: 7, epochs: 1e9, images: 10_000 } },
    { ...kept, run: { seed: 7.5, epochs: 10, images: 10_000 } },
    { ...kept, checkpoint: [1, 2, 3] },
    { ...kept, records: {} },
    { ...kept, at: "yesterday" },
  ];
  for (const other of others) expect([other, isKeptNetwork(other)]).toEqual([other, false]);
});

it("keeps nothing, and does not fail, where there is nothing to keep it in", async () => {
  const store = new NetworkStore();
  expect(await store.keep(kept)).toBe(false);
  expect(await store.find()).toBeUndefined();
  await store.forget();
});
