import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const folders = [
  ...(process.env.PATH ?? "").split(delimiter),
  "/Applications/Chromium.app/Contents/MacOS",
  "/Applications/Google Chrome.app/Contents/MacOS",
  "/Applications/Firefox.app/Contents/MacOS",
];

/** The path in the environment variable, or else the first of these programs that this machine has. */
export function findBrowser(variable: string, names: readonly string[]): string | undefined {
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
