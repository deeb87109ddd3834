import { readFileSync } from "node:fs";
import { packageFile } from "./own-files.ts";

/** The version of the package that this file belongs to. */
export function version(): string {
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { readonly version: string }).version;
}
