/** For tests: the built lab, served on this machine, and a Chromium that looks at it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { sharedChromium } from "../../../testing/browsers/chromium.ts";
import { findChromium } from "../../../testing/browsers/find-browser.ts";
import { type LabServer, serveLab } from "../../cli/src/lab/serve.ts";

const folder = fileURLToPath(new URL("../build", import.meta.url));

/** What a reader of the site would see, and what must not happen meanwhile. */
export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** Opens a page of the site in a window; `problems` collects whatever goes wrong from then on. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenPage>;
  /** Opens a window that goes from page to page, as a reader does: what it has loaded it need not load again. */
  openWindow(options?: BrowserContextOptions): Promise<Window>;
  close(): Promise<void>;
}

/** A site whose address can stop to answer. */
export interface OwnSite extends Site {
  stopServing(): Promise<void>;
}

export interface OpenPage {
  readonly page: Page;
  /** Messages and errors of the console, requests that failed, and requests to anywhere else. */
  readonly problems: string[];
  /** Leaves the page. The next one that is opened with the same options may be in the same window. */
  close(): Promise<void>;
}

export interface Window extends OpenPage {
  /** Goes to a page, with no problems yet. */
  goTo(path: string): Promise<void>;
}

/** A window by itself: where it is put when it is closed is its owner's business. */
type BareWindow = Omit<Window, "close">;

/*
 * Files that one process of the test runner looks into share its modules, and with them one browser, one server and their
 * windows. The first page in a new window costs five times as much as the next one, for all of its scripts are compiled.
 */
let server: Promise<LabServer> | undefined;
/** Windows that nobody uses, by those of their options that cannot be changed. */
const free = new Map<string, BareWindow[]>();
const keyOf = ({ viewport: _, colorScheme: __, ...fixed }: BrowserContextOptions) => JSON.stringify(fixed);

/** The build, served with the headers that threads need, in a browser that other tests use too. */
export async function openSite(): Promise<Site> {
  server ??= serveLab({ folder, port: 0 });
  const { url } = await server;
  const lent = new Set<BareWindow>();
  const site = siteOf(url, await openBrowser(), {
    async take(options) {
      const window = free.get(keyOf(options))?.pop() ?? (await newWindow(await openBrowser(), url, options));
      lent.add(window);
      await window.page.setViewportSize(options.viewport ?? { width: 1280, height: 720 });
      await window.page.emulateMedia({ colorScheme: options.colorScheme ?? "light" });
      return window;
    },
    async giveBack(window, options) {
      await leaveNoTrace(window.page, url);
      lent.delete(window);
      const key = keyOf(options);
      free.set(key, [...(free.get(key) ?? []), window]);
    },
  });
  return {
    ...site,
    // What a test that failed left open is in a state of its own.
    close: async () => void (await Promise.all([...lent].map(({ page }) => page.context().close()))),
  };
}

/**
 * A site and windows of its own.
 * @param options.isolated whether the site sends the headers that threads need
 */
export async function openOwnSite({ isolated }: { readonly isolated: boolean }): Promise<OwnSite> {
  const own = await serveLab({ folder, port: 0, isolated });
  const windows = new Set<BareWindow>();
  const site = siteOf(own.url, await openBrowser(), {
    async take(options) {
      const window = await newWindow(await openBrowser(), own.url, options);
      windows.add(window);
      return window;
    },
    async giveBack(window) {
      windows.delete(window);
      await window.page.context().close();
    },
  });
  return {
    ...site,
    stopServing: () => own.close(),
    async close() {
      await Promise.all([...windows].map(({ page }) => page.context().close()));
      await own.close();
    },
  };
}

interface Windows {
  take(options: BrowserContextOptions): Promise<BareWindow>;
  giveBack(window: BareWindow, options: BrowserContextOptions): Promise<void>;
}

function siteOf(url: string, browser: Browser, { take, giveBack }: Windows): Omit<Site, "close"> {
  const openWindow: Site["openWindow"] = async (options = {}) => {
    const window = await take(options);
    return { ...window, close: () => giveBack(window, options) };
  };
  return {
    url,
    browser,
    openWindow,
    async open(path, options) {
      const { goTo, ...opened } = await openWindow(options);
      await goTo(path);
      return opened;
    },
  };
}

function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error(
      "The lab is tested in Chromium, which is not here: install it (apt install chromium) or set CHROMIUM_PATH.",
    );
  return sharedChromium(executablePath);
}

async function newWindow(browser: Browser, url: string, options: BrowserContextOptions): Promise<BareWindow> {
  // The service worker has tests of its own; elsewhere it would only answer for pages of an older build.
  const context = await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce", ...options });
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
    if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url()))
      problems.push(`a request elsewhere: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !path.includes("nowhere")) problems.push(`${response.status()}: ${response.url()}`);
  });
  const goTo = async (next: string) => {
    problems.length = 0;
    path = next;
    await page.goto(url + path);
    // The scripts are asked for once the page is painted, which is no part of its loading.
    if (options.javaScriptEnabled !== false) await page.waitForFunction(() => "nndlLab" in globalThis);
  };
  return { page, problems, goTo };
}

/** Ends what the page does, and forgets what its reader chose; the mouse is where no page has anything. */
async function leaveNoTrace(page: Page, url: string): Promise<void> {
  await page.mouse.move(0, 0);
  const keepsRuns = await page.evaluate(async () => {
    localStorage.clear();
    return (await indexedDB.databases()).length > 0;
  });
  // To leave a page costs as much as half of opening one; one that computes nothing and keeps nothing can wait for the next.
  if (page.workers().length === 0 && !keepsRuns) return;
  // The lightest page of the site: one of another site would be in another process, and the next page in a new one.
  await page.goto(`${url}404.html`);
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name } of await indexedDB.databases()) if (name !== undefined) indexedDB.deleteDatabase(name);
  });
}

/** Brings what a page fetches only when its reader begins to do something. */
export async function allThere(page: Page): Promise<void> {
  const isLater = await page.evaluate(() => {
    dispatchEvent(new Event("scroll"));
    return document.querySelector("[data-later]") !== null;
  });
  if (isLater) await page.waitForFunction(() => document.querySelector("[data-later]") === null);
}

/** The figure's island, alive. */
export async function alive(page: Page, figure: string) {
  const island = page.locator(`.island[data-figure="${figure}"]`).first();
  await island.scrollIntoViewIfNeeded();
  await page.locator(`.island[data-figure="${figure}"][data-alive]`).first().waitFor();
  await allThere(page);
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
    interface Rule {
      readonly id: string;
      readonly impact: string;
    }
    const { axe } = globalThis as unknown as {
      axe: { _audit: { rules: Rule[] }; run(options: object): Promise<{ violations: Finding[] }> };
    };
    const isGrave = ({ impact }: { readonly impact: string | null }) => impact === "serious" || impact === "critical";
    // Rules whose findings are never grave need not look; nor is anything else asked about, or fetched for films alone.
    const others = axe._audit.rules.filter((rule) => !isGrave(rule)).map(({ id }) => [id, { enabled: false }]);
    const rules = Object.fromEntries(others);
    const { violations } = await axe.run({ resultTypes: ["violations"], preload: false, rules });
    return violations
      .filter(isGrave)
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}
