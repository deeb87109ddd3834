import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { resultFolders } from "../own-files.ts";

/** Where the results of the book's experiments are stored: results/ here, or else those that came with the command. */
export function storedResults(): string {
  const here = resolve("results");
  return existsSync(here) ? here : (resultFolders.find((folder) => existsSync(folder)) ?? here);
}
