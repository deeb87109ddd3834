/** For tests: the built lab, served on this machine, and a Chromium that looks at it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openChromium } from "../../../testing/browsers/chromium.ts";
import { findChromium } from "../../../testing/browsers/find-browser.ts";
import { serveLab } from "../../cli/src/lab/serve.ts";

const folder = fileURLToPath(new URL("../build", import.meta.url));

/** What a reader of the site would see, and what must not happen meanwhile. */
export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** Opens a page of the site in a window of its own; `problems` collects whatever goes wrong from then on. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
  /** Opens a window that goes from page to page, as a reader does: what it has loaded it need not load again. */
  openWindow(options?: BrowserContextOptions): Promise<Window>;
  /** From now on the site's address answers nothing. */
  stopServing(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** Messages and errors of the console, requests that failed, and requests to anywhere else. */
  readonly problems: string[];
  close(): Promise<void>;
}

export interface Window extends OpenPage {
  /** Goes to a page, with no problems yet. */
  goTo(path: string): Promise<void>;
}

/**
 * Serves the build and starts a browser.
 * @param options.isolated whether the site sends the headers that threads need; true when absent
 */
export async function openSite(options: { readonly isolated?: boolean } = {}): Promise<Site> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error(
      "The lab is tested in Chromium, which is not here: install it (apt install chromium) or set CHROMIUM_PATH.",
    );
  const server = await serveLab({ folder, port: 0, isolated: options.isolated ?? true });
  const browser = await openChromium(executablePath);
  const openWindow: Site["openWindow"] = async (contextOptions = {}) => {
    // The service worker has tests of its own; elsewhere it would only answer for pages of an older build.
    const context = await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce", ...contextOptions });
    const page = await context.newPage();
    const problems: string[] = [];
    let path = "";
    page.on("console", (message) => {
      if (message.text().includes("blocked by Playwright")) return;
      if (message.type() === "error" || message.type() === "warning")
        problems.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`uncaught: ${error}`));
    page.on("requestfailed", (request) => {
      // A page that is left no longer wants its data.
      if (request.failure()?.errorText !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url()))
        problems.push(`a request elsewhere: ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400 && !path.includes("nowhere"))
        problems.push(`${response.status()}: ${response.url()}`);
    });
    const goTo = async (next: string) => {
      problems.length = 0;
      path = next;
      await page.goto(server.url + path);
    };
    return { page, problems, goTo, close: () => context.close() };
  };
  return {
    url: server.url,
    browser,
    async open(path, contextOptions) {
      const { goTo, ...opened } = await openWindow(contextOptions);
      await goTo(path);
      return opened;
    },
    openWindow,
    stopServing: () => server.close(),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** The figure's island, alive. */
export async function alive(page: Page, figure: string) {
  const island = page.locator(`.island[data-figure="${figure}"]`).first();
  await island.scrollIntoViewIfNeeded();
  await page.locator(`.island[data-figure="${figure}"][data-alive]`).first().waitFor();
  return island;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds to be serious or critical, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  return page.evaluate(async () => {
    interface Finding {
      readonly id: string;
      readonly impact: string | null;
      readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}
