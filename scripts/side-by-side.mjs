// Runs programs at the same time, and shows what each of them says in one piece when it has ended.
import { spawn } from "node:child_process";
import { root } from "./prepare.mjs";

/**
 * Each job is { name, args, done? }: Node runs args in the repository's root, and done is called when that went well.
 * Resolves to whether all went well; what a job printed is shown only if it did not.
 */
export async function sideBySide(jobs) {
  const results = await Promise.all(jobs.map(runJob));
  return results.every(Boolean);
}

async function runJob({ name, args, done }) {
  const began = performance.now();
  const { code, output } = await start(args);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.error(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (code === 0) done?.();
  else console.error(output.trimEnd().replace(/^/gm, "    "));
  return code === 0;
}

function start(args) {
  const colours = process.stderr.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: "1" } : {};
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...colours },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
