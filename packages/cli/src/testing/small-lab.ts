import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { temporaryDirectory } from "./small-data.ts";

/** For tests: a folder such as the lab's build is, in a folder with a secret. */
export function writeSmallLab(): { readonly folder: string; readonly packed: Buffer } {
  const parent = temporaryDirectory();
  const folder = join(parent, "build");
  const packed = gzipSync("0123456789");
  const files: Record<string, string | Buffer> = {
    "../secret.txt": "secret",
    "index.html": "<!doctype html><title>The lab</title>",
    "404.html": "<!doctype html><title>Not here</title>",
    ".hidden": "secret",
    "chapter-1/index.html": "<!doctype html><title>Chapter 1</title>",
    "assets/client-AbC_12-x.js": "export {};",
    "assets/style-1.css": "a{}",
    "assets/long-1.js": "export const words = [];\n".repeat(1000),
    "assets/font.woff2": "font",
    "mnist/train-images-idx3-ubyte.gz": packed,
    "kernels.wasm": "\0asm",
    "icon.svg": "<svg/>",
    "empty.txt": "",
    "what.is-it": "?",
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return { folder, packed };
}
