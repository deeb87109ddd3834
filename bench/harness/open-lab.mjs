// @ts-check
/** The built lab, served on this machine, and a Chromium to look at it. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { ProgramFailed } from "./study.mjs";

const SERVER = new URL("../../packages/cli/dist/lab/serve.js", import.meta.url);
const LAB = fileURLToPath(new URL("../../packages/lab/build", import.meta.url));

/**
 * Gives the browser and the lab's address to `look`, and closes both after it.
 * @template Result
 * @param {string[]} args   further arguments of Chromium
 * @param {(chrome: import("playwright-core").Browser, url: string) => Promise<Result>} look
 */
export async function withLab(args, look) {
  if (!existsSync(`${LAB}/index.html`)) throw new ProgramFailed("the lab is not built: npm run bench does that first");
  // The command's build is a bundle, whose code is no one's to check.
  /** @type {{ serveLab: (options: { folder: string, port: number }) => Promise<{ url: string, close: () => Promise<void> }> }} */
  const { serveLab } = await import(SERVER.href);
  const server = await serveLab({ folder: LAB, port: 0 });
  try {
    const chrome = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", ...args],
    });
    try {
      return await look(chrome, server.url);
    } finally {
      await chrome.close();
    }
  } finally {
    await server.close();
  }
}
