import { type Browser, chromium } from "playwright-core";
import { closeAtTheEnd } from "./environment.ts";

let shared: Promise<Browser> | undefined;

/** The Chromium of all files that one process of the test runner looks into; it is closed with the process. */
export function sharedChromium(executablePath: string): Promise<Browser> {
  shared ??= openChromium(executablePath).then(closeAtTheEnd);
  return shared;
}

/** A Chromium that shows nothing and asks nobody for anything. */
function openChromium(executablePath: string): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync"].map((service) => `--disable-${service}`);
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet];
  return chromium.launch({ executablePath, headless: true, args });
}
