// Compiles the kernels (AssemblyScript) and writes them as a module that any bundler can take: text inside JavaScript,
// nothing to fetch or to place.
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import { textOf } from "./byte-text.mjs";
import { writeTables } from "./kernel-tables.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const generated = `${root}src/engines/wasm/generated`;

/**
 * AssemblyScript wants decorators in front of functions, where TypeScript allows none. So that every tool can read the
 * kernels, they stand in a comment there, which only this takes away: "// @inline". And what AssemblyScript exports from
 * another file, it finds only without ".ts".
 */
async function readSource(name, directory) {
  const path = `${directory}/${name}`;
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  return text
    .replaceAll(/^\/\/ @(?=inline$|external\()/gm, "   @")
    .replaceAll(/^(export [^;]* from "[^"]*)\.ts"/gm, '$1"');
}

async function compile() {
  const outputs = new Map();
  const flags = [
    "kernels/index.ts",
    ...["--baseDir", root, "--outFile", "kernels.wasm", "--runtime", "stub", "--use", "abort="],
    ...["-O3", "--noAssert", "--enable", "simd", "--enable", "threads", "--importMemory", "--disableWarning", "112"],
    ...["--initialMemory", "1", "--maximumMemory", "65536"],
  ];
  const { error, stderr } = await asc.main(flags, {
    readFile: readSource,
    writeFile: (name, contents) => void outputs.set(name, contents),
  });
  // A warning is a mistake too.
  if (error || stderr.toString() !== "") throw new Error(`${error?.message ?? ""}\n${stderr.toString()}`);
  return Buffer.from(outputs.get("kernels.wasm"));
}

/**
 * Where the byte is that says of which kind the imported memory must be: shared between threads or not. A module for the
 * one kind differs from one for the other in nothing else.
 */
function findMemoryFlags(wasm) {
  const kind = { memory: 2 };
  const named = (text) => [text.length, ...Buffer.from(text)];
  const entry = Buffer.from([...named("env"), ...named("memory"), kind.memory]);
  const flagsAt = wasm.indexOf(entry) + entry.length;
  if (wasm.indexOf(entry, flagsAt) >= 0) throw new Error("two places look like the import of the memory");
  for (const shared of [false, true]) {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared });
    const module = Buffer.from(wasm);
    module[flagsAt] = shared ? 3 : 1;
    new WebAssembly.Instance(new WebAssembly.Module(module), { env: { memory, sleep() {} } });
  }
  return flagsAt;
}

await rm(generated, { recursive: true, force: true });
await writeTables();
const wasm = await compile();
const text = `// Generated from packages/nndl/kernels by scripts/build-kernels.mjs.
/** The byte that is 1 for memory of one thread and 3 for shared memory. */
export const memoryFlagsAt = ${findMemoryFlags(wasm)};
export const wasm: { readonly letters: string; readonly order: readonly number[]; readonly text: string } =
  ${JSON.stringify(textOf(wasm))};
`;
await writeFile(`${generated}/kernels.ts`, text);
