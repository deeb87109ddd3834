// npm run release -- VERSION [--dry-run] [--skip-tests]
// Everything that a release needs but publishing: checks, tests, versions, changelog, package, commit, tag. docs/versions.md
// says what a version promises. With --dry-run all of it is done and then taken back.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { install, installed, root } from "./prepare.mjs";
import { released, unreleased } from "./release/changelog.mjs";
import { atVersion, lockAtVersion, missingAddresses, withAddresses } from "./release/manifests.mjs";
import { whyNot } from "./release/version.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { "dry-run": { type: "boolean", default: false }, "skip-tests": { type: "boolean", default: false } },
});
const [version] = positionals;

const read = (path) => readFileSync(join(root, path), "utf8");
const readJson = (path) => JSON.parse(read(path));
const write = (path, text) => writeFileSync(join(root, path), text);
const writeJson = (path, value) => write(path, `${JSON.stringify(value, null, 2)}\n`);
const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
const npm = (args, options) =>
  execFileSync("npm", args, { cwd: root, encoding: "utf8", shell: process.platform === "win32", ...options });

const folders = readdirSync(join(root, "packages"))
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(join(root, folder, "package.json")));
const manifests = new Map(folders.map((folder) => [folder, readJson(`${folder}/package.json`)]));
const own = new Set([...manifests.values()].map(({ name }) => name));
const published = folders.filter((folder) => !manifests.get(folder).private);
const main = readJson("package.json");

check();
install();
if (values["skip-tests"]) say("Tests are left out, as was asked for");
else {
  say("Tests");
  npm(["test"], { stdio: "inherit" });
}
try {
  const tarballs = prepareRelease();
  if (values["dry-run"]) say(`A dry run: it would change\n${git("diff", "--stat")}`);
  else finish(tarballs);
} finally {
  // What was not committed is taken back, after a mistake as after a dry run.
  git("restore", "--staged", "--worktree", ".");
  installed();
}

function check() {
  const missing = missingAddresses(main);
  if (missing.length > 0)
    stop(`${missing.join(", ")} of package.json must be set first: nobody but the owner knows where nndl will live.`);
  if (git("branch", "--show-current") !== "main") stop("Releases are made on the branch main.");
  if (git("status", "--porcelain") !== "") stop("Something is not committed: see git status.");
  const { parts } = unreleased(read("CHANGELOG.md"));
  if (parts.size === 0) stop("CHANGELOG.md has nothing under [Unreleased].");
  const reason = whyNot(version, main.version, [...parts.keys()]);
  if (reason) stop(reason);
  if (git("tag", "--list", `v${version}`) !== "") stop(`There is a tag v${version} already.`);
}

/** Writes versions, addresses and changelog; packs, and looks into what was packed. Returns the tarballs' paths. */
function prepareRelease() {
  say(`Version ${version}`);
  writeJson("package.json", atVersion(main, version, own));
  for (const [folder, manifest] of manifests) {
    const next = atVersion(manifest, version, own);
    writeJson(`${folder}/package.json`, published.includes(folder) ? withAddresses(next, main, folder) : next);
  }
  writeJson("package-lock.json", lockAtVersion(readJson("package-lock.json"), version, own));
  // Refuses a lock file that does not fit. Nothing else of what is installed has changed.
  npm(["ci", "--dry-run", "--offline", "--ignore-scripts", "--no-audit", "--loglevel=error"], { stdio: "pipe" });
  installed();
  write("CHANGELOG.md", released(read("CHANGELOG.md"), version, new Date().toISOString().slice(0, 10)));

  mkdirSync(join(root, "release"), { recursive: true });
  return published.map((folder) => {
    say(`Package ${folder}`);
    const arguments_ = ["pack", "--json", "--workspace", folder, "--pack-destination", join(root, "release")];
    const [{ filename }] = JSON.parse(npm(arguments_, { stdio: ["ignore", "pipe", "inherit"] }));
    examine(join(root, "release", filename), folder);
    return `release/${filename}`;
  });
}

/** A stranger's first minute: unpacked beside its dependencies, away from the sources, it must train to the same bits. */
function examine(tarball, folder) {
  const project = mkdtempSync(join(tmpdir(), "nndl-release-"));
  try {
    const modules = join(project, "node_modules");
    const { name } = manifests.get(folder);
    mkdirSync(modules);
    execFileSync("tar", ["-xzf", tarball, "-C", modules]);
    cpSync(join(modules, "package"), join(modules, name), { recursive: true });
    const packed = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    if (packed.version !== version || missingAddresses(packed).length > 0)
      throw new Error(`${tarball} has not the version or the addresses that it must have.`);
    for (const dependency of Object.keys(packed.dependencies ?? {})) {
      mkdirSync(dirname(join(modules, dependency)), { recursive: true });
      symlinkSync(join(root, "node_modules", dependency), join(modules, dependency), "junction");
    }
    cpSync(join(root, "examples/commonjs"), project, { recursive: true });
    const hash = (folder) => execFileSync(process.execPath, ["main.js"], { cwd: folder, encoding: "utf8" });
    if (hash(project) !== hash(join(root, "examples/commonjs")))
      throw new Error(`${tarball} trains to other bits than the sources.`);
  } finally {
    rmSync(project, { recursive: true });
  }
}

function finish(tarballs) {
  git("commit", "--all", "--message", `Release ${version}`);
  git("tag", "--annotate", `v${version}`, "--message", `nndl ${version}`);
  say(`Committed and tagged. Nothing has left this machine; what is left to do:

    git push --follow-tags
${tarballs.map((path) => `    npm publish ${path}\n`).join("")}`);
}

function say(text) {
  console.error(`\n▸ ${text}`);
}

function stop(reason) {
  console.error(reason);
  process.exit(1);
}
