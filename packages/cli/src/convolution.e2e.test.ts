/** The built command with convolutional networks: trained, interrupted, measured, looked into. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const data = writeSmallData(temporaryDirectory(), { training: 120, test: 40, height: 8, width: 8, classes: 3 });
const layers = "8x8 conv4x3:relu pool2 dropout0.25 dense6 softmax3";
const training = ["train", "--data", data, "--layers", layers, "--init", "he", "--lr", "0.1"];

function lastLine(stdout: string): Record<string, unknown> {
  return jsonLines(stdout).at(-1) ?? {};
}

describe("a convolutional network", () => {
  const cwd = temporaryDirectory();

  test("is trained, the same on one thread and two, and the same when it is prolonged", async () => {
    const whole = await nndl([...training, "--epochs", "4", "--out", "whole", "--threads", "1", "--json"], cwd);
    expect([whole.code, whole.stderr]).toEqual([0, ""]);
    const { sha256 } = lastLine(whole.stdout);
    const threads = await nndl([...training, "--epochs", "4", "--out", "two", "--threads", "2", "--json"], cwd);
    expect(lastLine(threads.stdout).sha256).toBe(sha256);
    await nndl([...training, "--epochs", "2", "--out", "prolonged"], cwd);
    const prolonged = await nndl(["train", "--resume", "prolonged", "--epochs", "4", "--json"], cwd);
    expect(lastLine(prolonged.stdout).sha256).toBe(sha256);
  });

  test("is measured and looked into as others are", async () => {
    const evaluated = await nndl(["evaluate", "whole", "--json"], cwd);
    expect(lastLine(evaluated.stdout)).toMatchObject({ count: 40, data });
    const inspected = await nndl(["inspect", "whole", "--weights", "--png", "filters.png"], cwd);
    expect([inspected.code, inspected.stdout]).toEqual([0, expect.stringContaining("filters of layer 1")]);
    expect(readdirSync(cwd)).toContain("filters.png");
    const card = readFileSync(join(cwd, "whole", "card.md"), "utf8");
    expect(card).toContain("# 8x8 conv4x3 pool2 dropout0.25 sigmoid6 softmax3 · relu · log-likelihood cost");
  });
});
