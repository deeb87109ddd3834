/** The browsers that a test runs in: each where it is installed. */
import { describe, expect, it } from "vitest";
import { sharedChromium } from "../../../../testing/browsers/chromium.ts";
import { findChromium, findFirefox } from "../../../../testing/browsers/find-browser.ts";
import { sharedFirefox } from "../../../../testing/browsers/firefox.ts";
import { inRound } from "../../../../testing/thorough.ts";

/** A browser, opened at a page: asks the page or its worker, and gets its answer. */
export interface OpenBrowser {
  ask(who: "inPage" | "inWorker", question: object): Promise<unknown>;
  goTo(url: string): Promise<void>;
  close(): Promise<void>;
}

interface BrowserKind {
  readonly name: string;
  readonly variable: string;
  readonly path: string | undefined;
  readonly needed: boolean;
  open(path: string): Promise<OpenBrowser>;
}

/** Runs in the page, or beside it: calls one of the page's two functions. */
const call = ([who, question]: readonly [string, object], page: object = globalThis) =>
  (page as Record<string, (question: object) => Promise<unknown>>)[who]!(question);

const kinds: readonly BrowserKind[] = [
  {
    name: "Chromium",
    variable: "CHROMIUM_PATH",
    path: findChromium(),
    needed: true,
    async open(executablePath) {
      const page = await (await sharedChromium(executablePath)).newPage();
      return {
        ask: (who, question) => page.evaluate(call, [who, question] as const),
        goTo: async (url) => void (await page.goto(url)),
        close: () => page.close(),
      };
    },
  },
  {
    name: "Firefox",
    variable: "FIREFOX_PATH",
    path: findFirefox(),
    needed: false,
    async open(executablePath) {
      const firefox = await sharedFirefox(executablePath);
      return {
        ask: (who, question) => firefox.ask(call, [who, question] as const),
        goTo: (url) => firefox.goTo(url),
        close: async () => {},
      };
    },
  },
];

/** Declares the tests of each browser; a browser that is missing is skipped, but for Chromium where changes are accepted. */
export function inBrowsers(declare: (open: () => Promise<OpenBrowser>) => void): void {
  describe.each(inRound(kinds))("in $name", ({ name, variable, path, needed, open }) => {
    if (path !== undefined) {
      declare(() => open(path));
      return;
    }
    // Somewhere it must run: where changes are accepted, a missing browser is a failure.
    const missing = `${name} is not installed: install it, or give its path in ${variable}`;
    if (needed && process.env.CI) it(missing, () => expect.fail(missing));
    else {
      console.warn(`Skipped: ${missing}.`);
      it.skip(missing, () => {});
    }
  });
}
