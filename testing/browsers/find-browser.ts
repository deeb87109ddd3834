/** The browsers of this machine. Nothing else is imported here: the test runner asks before any test is loaded. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const folders = [
  ...(process.env.PATH ?? "").split(delimiter),
  "/Applications/Chromium.app/Contents/MacOS",
  "/Applications/Google Chrome.app/Contents/MacOS",
  "/Applications/Firefox.app/Contents/MacOS",
];

const chromiums = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "Chromium",
  "Google Chrome",
];
const firefoxes = ["firefox-esr", "firefox"];

/** The path in CHROMIUM_PATH, or else the first Chromium or one of its kin that this machine has. */
export function findChromium(): string | undefined {
  return find("CHROMIUM_PATH", chromiums);
}

/** The path in FIREFOX_PATH, or else the first Firefox that this machine has. */
export function findFirefox(): string | undefined {
  return find("FIREFOX_PATH", firefoxes);
}

function find(variable: string, names: readonly string[]): string | undefined {
  const given = process.env[variable];
  if (given) return given;
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
