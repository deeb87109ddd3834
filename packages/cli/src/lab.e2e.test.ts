/** The built command, serving a small folder. */
import { expect, test } from "vitest";
import { temporaryDirectory } from "./testing/small-data.ts";
import { writeSmallLab } from "./testing/small-lab.ts";
import { jsonLines, nndl, startNndl } from "./testing/spawn.ts";

const { folder } = writeSmallLab();

async function linkOf(args: readonly string[]) {
  const lab = startNndl(["lab", folder, "--port", "0", ...args], temporaryDirectory());
  const line = await new Promise<string>((done) => lab.process.stdout?.once("data", (part) => done(String(part))));
  return { lab, line, url: /http:\/\/[^\s"]+/.exec(line)?.[0] ?? "" };
}

test.each(["SIGINT", "SIGTERM"] as const)(
  "it prints the link, serves, and ends with exit code 0 on %s",
  async (signal) => {
    const { lab, line, url } = await linkOf([]);
    expect(line).toMatch(/^The lab is at http:\/\/127\.0\.0\.1:\d+\/\n/);
    const page = await fetch(url);
    expect([page.status, page.headers.get("cross-origin-opener-policy")]).toEqual([200, "same-origin"]);
    lab.process.kill(signal);
    expect(await lab.finished).toMatchObject({ code: 0, stderr: "" });
  },
);

test("for programs it prints one line of JSON, and leaves headers out when asked to", async () => {
  const { lab, line, url } = await linkOf(["--no-isolation", "--json"]);
  expect(jsonLines(line)).toEqual([{ url, folder, isolated: false }]);
  expect((await fetch(url)).headers.get("cross-origin-opener-policy")).toBeNull();
  lab.process.kill("SIGINT");
  expect((await lab.finished).code).toBe(0);
});

test("served to everybody, it prints a link that leads to it from elsewhere", async () => {
  const { lab, url } = await linkOf(["--host", "0.0.0.0"]);
  expect(url).not.toContain("0.0.0.0");
  expect((await fetch(url)).status).toBe(200);
  lab.process.kill("SIGINT");
  expect((await lab.finished).code).toBe(0);
});

test("bad places are refused with exit code 2", async () => {
  const { lab, url } = await linkOf([]);
  const cwd = temporaryDirectory();
  for (const [args, code] of [
    [[cwd], "lab.folder"],
    [[folder, "--port", "70000"], "option.port"],
    [[folder, "--port", new URL(url).port], "option.port"],
    [[folder, "--host", "nowhere.invalid"], "option.host"],
  ] as const) {
    const { code: exit, stderr } = await nndl(["lab", ...args, "--json"], cwd);
    expect([exit, (JSON.parse(stderr) as { error: { code: string } }).error.code]).toEqual([2, code]);
  }
  lab.process.kill("SIGINT");
  await lab.finished;
});
