/** What machines do to people: full disks, names that are too long, links that lead nowhere, folders that are gone. */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { NndlError } from "nndl";
import { describe, expect, test } from "vitest";
import { makeFolder, writeText } from "./files.ts";
import { commandFile } from "./own-files.ts";
import { temporaryDirectory } from "./testing/small-data.ts";
import { RunFolder } from "./training/run-folder.ts";

const cwd = temporaryDirectory();
symlinkSync("nowhere", join(cwd, "dangling"));
const long = "a".repeat(300);
const train = ["train", "--data", "generated:20:2:6", "--layers", "108-2", "--epochs", "1"];

/** Runs the command in a shell, which sets the scene. */
function shell(scene: string, args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync("sh", ["-c", scene, process.execPath, commandFile, ...args], { cwd });
  return { code: status, stderr: String(stderr), stdout: String(stdout) };
}

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
  test("under the output is said in three parts, and so it is under --json", () => {
    for (const args of [["program"], train, ["data", "generated:20:2:6", "--json"]]) {
      const { code, stderr } = shell('"$0" "$@" > /dev/full', args);
      expect([args, code]).toEqual([args, 1]);
      expect(stderr).toMatch(
        /cannot be written: no space left on device\. Free some space on the disk, then try again\./,
      );
      expect(stderr).not.toMatch(/unexpected|^ +at /m);
    }
  });

  test("under metrics, card and config is said with the file's name, and leaves nothing", () => {
    const folder = new RunFolder(temporaryDirectory());
    for (const path of [folder.metrics, folder.card, folder.config]) symlinkSync("/dev/full", path);
    const event = { type: "epoch", index: 0 } as unknown as Parameters<RunFolder["append"]>[0];
    const config = {} as Parameters<RunFolder["writeConfig"]>[0];
    for (const [path, act] of [
      [folder.metrics, () => folder.append(event)],
      [folder.card, () => folder.writeCard("card")],
      [folder.config, () => folder.writeConfig(config)],
    ] as const)
      expect(act).toThrow(`${path} cannot be written: no space left on device. Free some space`);
    expect(readdirSync(folder.path).toSorted()).toEqual(["card.md", "config.json", "metrics.jsonl"]);
    expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
  });
});

test.each([
  [["--out", long], "name too long"],
  [["--out", "dangling"], "is a link to nowhere, which is not there"],
  [["--out", "dangling/below"], "is a link to nowhere, which is not there"],
])("a run is refused where it cannot be kept: %j", (out, reason) => {
  const { code, stderr } = shell('"$0" "$@"', [...train, ...out]);
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`cannot be written to: .*${reason}\\. Choose another with --out\\.`));
});

test("a working directory that was removed is said", () => {
  mkdirSync(join(cwd, "gone"));
  const { code, stderr } = shell('cd gone && rmdir ../gone && "$0" "$@"', train);
  expect([code, stderr]).toEqual([
    1,
    "Error: the directory that nndl was started in is no longer there. Change to another, and start again.\n",
  ]);
});

test("a PNG is written whole or not at all, and through a link", () => {
  const draw = ["data", "generated:20:2:6", "--count", "1", "--png"];
  // Images of three channels are not drawn: what is written is another picture.
  expect(shell('"$0" "$@"', [...draw, "x.png"]).code).toBe(2);
  expect(existsSync(join(cwd, "x.png"))).toBe(false);
  symlinkSync("target", join(cwd, "link"));
  writeText(join(cwd, "target"), "one");
  writeText(join(cwd, "link"), Uint8Array.of(50));
  expect(readFileSync(join(cwd, "target"), "utf8")).toBe("2");
  expect(lstatSync(join(cwd, "link")).isSymbolicLink()).toBe(true);
});

test("a folder that cannot be made says why", () => {
  for (const [path, reason] of [
    [join(cwd, long), "name too long"],
    [join(cwd, "dangling"), "a link to nowhere"],
    ["/proc/nndl", "cannot be made"],
  ] as const) {
    expect(() => makeFolder(path)).toThrow(NndlError);
    expect(() => makeFolder(path)).toThrow(reason);
  }
});
