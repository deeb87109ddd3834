/** The built command, whose settings change on the way. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { network, train } from "nndl";
import { expect, test } from "vitest";
import { openData } from "./data-sets.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

test("settings that change on the way give the library's bits, again by the command that is kept, and interrupted", async () => {
  const place = temporaryDirectory();
  const data = writeSmallData(join(place, "data"), { training: 95 });
  const list = "7:lr=0.1:batch=20,epoch 2:momentum=0.5:lambda=3";
  const line = ["train", "--data", data, "--layers", "30-6-3", "--momentum", "0.75", "--changes", list, "--json"];
  const told = await nndl([...line, "--epochs", "4", "--out", "told"], place);
  expect([told.code, told.stderr]).toEqual([0, ""]);
  const config = JSON.parse(readFileSync(join(place, "told", "config.json"), "utf8"));

  const run = train(network(config.network), (await openData({ data })).training, {
    ...{ epochs: 4, learningRate: config.training.learningRate, optimizer: { type: "momentum", momentum: 0.75 } },
    changes: [
      { atMiniBatch: 7, settings: { learningRate: 0.1, miniBatchSize: 20 } },
      // 7 · 10 + 2 mini-batches of the first epoch, 5 of the second.
      { atMiniBatch: 14, settings: { optimizer: { type: "momentum", momentum: 0.5 }, regularization: { l2: 3 } } },
    ],
  });
  for await (const _ of run);
  const sha256 = (stdout: string) => jsonLines(stdout).at(-1)?.sha256;
  expect(sha256(told.stdout)).toBe(run.outcome?.sha256);

  expect(config.command).toContain("--changes 7:lr=0.1:batch=20,14:lambda=3:l1=0:momentum=0.5");
  const again = await nndl([...config.command.split(" ").slice(1), "--out", "again", "--json"], place);
  expect(sha256(again.stdout)).toBe(run.outcome?.sha256);
  await nndl([...line, "--epochs", "3", "--out", "short"], place);
  const more = await nndl(["train", "--resume", "short", "--changes", list, "--epochs", "4", "--json"], place);
  expect(sha256(more.stdout)).toBe(run.outcome?.sha256);
  const other = await nndl(["train", "--resume", "short", "--changes", "epoch 5:lr=0.1", "--epochs", "6"], place);
  expect(other.stderr).toMatch(
    /go on as it began, with --changes 7:\S+, received --changes epoch5:lr=0.1\. Begin a run/,
  );
  expect(other.stderr).toMatch(/nndl train .+ --epochs 6 .+ --changes epoch5:lr=0.1 --out ANOTHER-FOLDER/);
});
