import { type Browser, chromium } from "playwright-core";

/** A Chromium that shows nothing and asks nobody for anything. */
export function openChromium(executablePath: string): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync"].map((service) => `--disable-${service}`);
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet];
  return chromium.launch({ executablePath, headless: true, args });
}
