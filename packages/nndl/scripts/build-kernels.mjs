// Compiles the kernels (AssemblyScript) twice, for memory that is shared between threads and for memory that is not,
// and writes them as modules that any bundler can take: base64 inside JavaScript, nothing to fetch or to place.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * AssemblyScript wants decorators in front of functions, where TypeScript allows none. So that every tool can read the
 * kernels, they stand in a comment there, which only this takes away: "// @inline".
 */
async function readSource(name, directory) {
  const path = `${directory}/${name}`;
  const text = await readFile(path, "utf8").catch(() => null);
  return text?.replaceAll(/^\/\/ @(?=inline$|external\()/gm, "   @") ?? null;
}

async function compile(shared) {
  const outputs = new Map();
  const flags = [
    "kernels/index.ts",
    ...["--baseDir", root, "--outFile", "kernels.wasm", "--runtime", "stub", "--use", "abort="],
    ...["-O3", "--noAssert", "--enable", "simd", "--enable", "threads", "--importMemory", "--disableWarning", "112"],
    ...["--initialMemory", "1", "--maximumMemory", "65536"],
    ...(shared ? ["--sharedMemory"] : []),
  ];
  const { error, stderr } = await asc.main(flags, {
    readFile: readSource,
    writeFile: (name, contents) => void outputs.set(name, contents),
  });
  // A warning is a mistake too.
  if (error || stderr.toString() !== "") throw new Error(`${error?.message ?? ""}\n${stderr.toString()}`);
  return outputs.get("kernels.wasm");
}

await mkdir(`${root}src/engines/wasm/generated`, { recursive: true });
for (const [name, shared] of [
  ["kernels", false],
  ["kernels-shared", true],
]) {
  const wasm = await compile(shared);
  const text = `// Generated from packages/nndl/kernels by scripts/build-kernels.mjs.\nexport const wasm: string =\n  "${Buffer.from(wasm).toString("base64")}";\n`;
  await writeFile(`${root}src/engines/wasm/generated/${name}.ts`, text);
}
