// npm run bench -- SUITE: us against our peers, in one run on one machine. The peers are installed into bench/ alone.
import { spawnSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { buildLab, prepare, root, run } from "./prepare.mjs";

/** The suites that have sides in Python. */
const suites = ["dense", "conv", "sequences"];

prepare();
if (process.argv[2]?.startsWith("browser")) buildLab();
installPeers();
if (suites.includes(process.argv[2]) && !process.argv.includes("--list")) installPython();
run(process.execPath, [`${root}bench/run.mjs`, ...process.argv.slice(2)], { cwd: process.cwd() });

function changed(file) {
  return statSync(`${root}bench/${file}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Installs when bench/node_modules is missing or older than its lock file. */
function installPeers() {
  if (changed("node_modules/.package-lock.json") >= changed("package-lock.json")) return;
  console.error("Installing the peers into bench/ (once) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // None of them needs its install scripts.
  run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: `${root}bench`,
    shell: process.platform === "win32",
  });
}

/**
 * PyTorch, JAX and scikit-learn, the newest that the Python at hand can have, into bench/.venv. Whoever names an interpreter has
 * them there. What cannot be installed is no reason to stop: the sides that need it say so.
 */
function installPython() {
  if (process.env.NNDL_PYTHON || changed(".venv/pyvenv.cfg") >= changed("requirements.txt")) return;
  console.error(
    "Installing PyTorch, JAX and scikit-learn into bench/.venv (once; on Linux 3 GB to fetch and 6 GB of disk, as PyTorch brings" +
      " CUDA along; NNDL_PYTHON=… names a Python that has them) …",
  );
  const venv = `${root}bench/.venv`;
  const windows = process.platform === "win32";
  const python = windows ? `${venv}/Scripts/python.exe` : `${venv}/bin/python`;
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--only-binary",
    ":all:",
  ];
  rmSync(venv, { recursive: true, force: true });
  const failed = [
    [windows ? "python" : "python3", ["-m", "venv", venv]],
    [python, [...pip, "-r", `${root}bench/requirements.txt`]],
  ].some(([program, args]) => spawnSync(program, args, { stdio: ["ignore", 2, 2] }).status !== 0);
  if (!failed) return;
  rmSync(venv, { recursive: true, force: true });
  console.error("They could not be installed. The sides in Python look in python3 and /usr/bin/python3 instead.");
}
