// npm run bench -- SUITE: us against our peers, in one run on one machine. The peers are installed into bench/ alone.
import { statSync } from "node:fs";
import { buildLab, prepare, root, run } from "./prepare.mjs";

prepare();
if (process.argv[2]?.startsWith("browser")) buildLab();
installPeers();
run(process.execPath, [`${root}bench/run.mjs`, ...process.argv.slice(2)], { cwd: process.cwd() });

/** Installs when bench/node_modules is missing or older than its lock file. */
function installPeers() {
  const changed = (file) => statSync(`${root}bench/${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (changed("node_modules/.package-lock.json") >= changed("package-lock.json")) return;
  console.error("Installing the peers into bench/ (once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // None of them needs its install scripts.
  run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: `${root}bench`,
    shell: process.platform === "win32",
  });
}
