/** Every `@example` in the library's documentation runs, and gives what its comment says. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as nndl from "nndl";
import { encodePng } from "nndl/images";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { platform } from "../src/platform/node.ts";
import { openSource, type SourceFile } from "../src/sources/index.ts";

const source = fileURLToPath(new URL("../src", import.meta.url));

interface Example {
  readonly file: string;
  readonly code: string;
}

/** The text from `@example` to the next tag or the end of its comment, of all comments of all files. */
const examples = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|^testing/.test(file))
  .flatMap((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/^ *\* @example([\s\S]*?)^ *\*(?: @|\/)/gm)].map(
      ([, text]): Example => ({ file, code: text!.replace(/^ *\* ?/gm, "") }),
    ),
  );

/** Names that examples use without saying where they come from. */
async function surroundings(): Promise<Record<string, unknown>> {
  const { full, training, test } = await nndl.mnist();
  const digits = { training: training.take(50), test: test.take(50) };
  const net = nndl.network({ input: [784], layers: [nndl.dense(10)], seed: 1 });
  return {
    digits,
    net,
    all: full,
    epoch: 0,
    bytes: net.toBytes(),
    run: nndl.train(net, digits.training, { epochs: 1, learningRate: 1 }),
    idxDirectory: () => nndl.idxDirectory(platform.mnistDirectory()!),
    writer: await aWriter(),
    openSource: (from: string | readonly SourceFile[]) =>
      openSource(typeof from === "string" ? platform.mnistDirectory()! : from),
    indexedDbPut: async () => {},
    console: { log() {}, error() {} },
  };
}

/** A network of characters, which has learned nothing yet. */
async function aWriter(): Promise<nndl.Network> {
  const bytes = new TextEncoder().encode("the cat sat on the mat ".repeat(40));
  const { training } = await openSource([{ path: "text", read: async () => bytes }], { named: "text", steps: 10 });
  const layers = [nndl.embedding(10, 8), nndl.gru(8, { output: "every" }), nndl.dense(10, "softmax")];
  const net = nndl.network({ input: [10, 1], layers, seed: 1 });
  net.preparation = training.preparation;
  return net;
}

/** Pictures of two classes, in the folders that examples read. */
function writeFolders(): void {
  for (const folder of ["my-data", "my-pictures"])
    for (const [i, label] of ["cat", "dog"].entries()) {
      mkdirSync(join(elsewhere, folder, label), { recursive: true });
      const pixels = Uint8Array.of(0, 255, 100 * i, 9);
      writeFileSync(join(elsewhere, folder, label, "1.png"), encodePng({ width: 2, height: 2, pixels }));
    }
}

/** Whether a comment is a value in full, and no remark. */
function isValue(comment: string): boolean {
  try {
    JSON.parse(comment);
    return !comment.includes("…");
  } catch {
    return false;
  }
}

const here = process.cwd();
const elsewhere = mkdtempSync(join(tmpdir(), "nndl-examples-"));
let names: Record<string, unknown>;
/** The names of all entry points, as if they had been imported. */
let everything: Record<string, unknown>;
beforeAll(async () => {
  const entries = readdirSync(join(source, "entries"))
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => import(join(source, "entries", file)));
  everything = Object.assign({}, ...(await Promise.all(entries)), nndl);
  names = await surroundings();
  process.chdir(elsewhere);
  writeFolders();
});
afterAll(() => {
  process.chdir(here);
  rmSync(elsewhere, { recursive: true });
});

describe("the examples", () => {
  it("are found", () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples)("run: $file", async ({ file, code }) => {
    const module = (await import(join(source, file))) as Record<string, unknown>;
    const compared: { received: unknown; expected: unknown }[] = [];
    const compare = (received: unknown, expected: unknown) => compared.push({ received, expected });
    const known: Record<string, unknown> = { ...everything, ...module, ...names, compare };
    const lines = code.replace(/^(.*\S); \/\/ (.*)$/gm, (line, expression: string, comment: string) =>
      isValue(comment) ? `compare(${expression}, ${comment});` : line,
    );
    const AsyncFunction = (async () => {}).constructor as new (
      ...texts: string[]
    ) => (...values: unknown[]) => Promise<void>;
    // In a block of its own, so that an example may give a name of its own to what the surroundings name, too.
    await new AsyncFunction(...Object.keys(known), `{ ${lines} }`)(...Object.values(known));
    for (const { received, expected } of compared) expect(received).toEqual(expected);
  });
});
