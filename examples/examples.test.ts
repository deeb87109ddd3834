/** Each example, built and run as its README says, on nndl as it is packed: the same bits with every tool. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedChromium } from "../testing/browsers/chromium.ts";
import { findChromium } from "../testing/browsers/find-browser.ts";
import { installPacked } from "../testing/packed.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const hash = "30a78a92a508f752049c942869b43e59e048ce3342935776c99547f80b61a33b";
const tools = join(here, "node_modules");
const chromium = findChromium();

let project: string;
/** A copy of the examples, away from the repository, whose node_modules would otherwise be found, too. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "nndl-examples-"));
  await cp(here, project, { recursive: true, filter: (path) => !/node_modules|[\\/]dist$/.test(path) });
  if (existsSync(tools)) await installPacked(project, tools);
});
afterAll(() => rm(project, { recursive: true }));

const npm = (example: string, script: string) =>
  promisify(execFile)("npm", ["run", script], { cwd: join(project, example), shell: process.platform === "win32" });

/** Declares a test, or says why there is none; where changes are accepted, that is a failure. */
function test(name: string, needs: Readonly<Record<string, boolean>>, run: () => Promise<void>): void {
  const missing = Object.keys(needs).find((what) => !needs[what]);
  if (missing === undefined) it(name, { timeout: 120_000 }, run);
  else if (process.env.CI) it(name, () => expect.fail(missing));
  else {
    console.warn(`Skipped: ${name}: ${missing}`);
    it.skip(`${name}: ${missing}`, () => {});
  }
}
const needsTools = { "npm ci --prefix examples": existsSync(tools) };
const needsChromium = { ...needsTools, "Chromium is not installed": chromium !== undefined };

describe.each([
  // Vite's page is what it built; the others built a script for theirs.
  { example: "vite", page: "dist/" },
  { example: "esbuild", page: "" },
  { example: "webpack", page: "" },
])("$example", ({ example, page }) => {
  let tab: Page | undefined;
  let server: Server | undefined;
  afterAll(async () => {
    await tab?.close();
    server?.close();
  });

  test("builds a page that trains in Chromium to the same bits", needsChromium, async () => {
    await npm(example, "build");
    server = await serve(join(project, example, page));
    tab = await (await sharedChromium(chromium!)).newPage();
    const complaints: string[] = [];
    tab.on("pageerror", (error) => complaints.push(String(error)));
    tab.on("console", (message) => complaints.push(message.text()));
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab.waitForFunction(() => /^[0-9a-f]{64}$/.test(document.querySelector("output")?.textContent ?? ""));
    expect(await tab.textContent("output")).toBe(hash);
    expect(complaints).toEqual([]);
  });
});

describe("commonjs", () => {
  test("requires nndl, and trains to the same bits", needsTools, async () => {
    expect((await npm("commonjs", "start")).stdout.trim().split("\n").slice(-2)).toEqual(["epoch 99", hash]);
  });
});

describe.each(["jest", "vitest"])("%s", (example) => {
  test("trains in jsdom to the same bits", needsTools, async () => {
    expect(await readFile(join(project, example, "xor.test.js"), "utf8")).toContain(hash);
    const { stdout, stderr } = await npm(example, "test");
    expect(stdout + stderr).toMatch(/Tests: +1 passed|Tests .*1 passed/);
  });
});

/** A folder of plain files on a free port of this machine. */
async function serve(folder: string): Promise<Server> {
  const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript" };
  const server = createServer(async ({ url }, response) => {
    const path = url === "/" ? "/index.html" : url!;
    const body = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "Content-Type": types[extname(path)] ?? "application/octet-stream" });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
