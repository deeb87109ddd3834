import { classification, NndlError } from "nndl";
import { expect, test } from "vitest";
import { foresee } from "./foresee.ts";
import { makeSetup } from "./setup.ts";

const examples = classification([Array<number>(20).fill(0.5), Array<number>(20).fill(0.25)], [0, 1]);
const data = { name: "two", source: "/two", training: examples, test: examples };
const setupFor = (layers: string) => makeSetup({ layers, optimizer: { type: "adam" } }, data);

test("small networks need no forecast", async () => {
  expect(await foresee(setupFor("20-30-2"), data, {})).toBeUndefined();
});

test("a large one gets it beforehand", async () => {
  expect(await foresee(setupFor("20-5000-2500-2"), data, { threads: 1 })).toMatch(
    /^this needs (\d+ MB|\d\.\d GB) and about .* per image on this machine$/,
  );
});

test("one that nobody can hold is refused with it, and nothing is allocated", async () => {
  const before = process.memoryUsage().rss;
  const error = await foresee(setupFor("20-20000-20000-2"), data, { threads: 1 }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NndlError);
  expect(error).toMatchObject({ code: "network.memory", problem: expect.stringMatching(/this needs \d+ GB/) });
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});
