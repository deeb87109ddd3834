/** A release: what it refuses, what it writes, and that a dry run leaves nothing behind; in a copy of the repository. */
import { execFileSync, spawnSync } from "node:child_process";
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
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRound } from "../testing/thorough.ts";
import { root } from "./prepare.mjs";
import { released, unreleased } from "./release/changelog.mjs";
import { lockAtVersion } from "./release/manifests.mjs";
import { whyNot } from "./release/version.mjs";

describe("the next version", () => {
  it.each([
    ["0.1.1", "0.1.0", ["Fixed"]],
    ["0.2.0", "0.1.7", ["Removed", "Bits"]],
    ["1.0.0", "0.9.3", ["Bits"]],
    ["2.0.0", "1.4.2", ["Removed"]],
    ["1.5.0", "1.4.2", ["Added"]],
  ])("may be %s after %s with %j", (next, now, headings) => {
    expect(whyNot(next, now, headings)).toBeUndefined();
  });

  it.each([
    [undefined, "0.1.0", [], "Say the new version"],
    ["v0.2.0", "0.1.0", [], "Received v0.2.0"],
    ["0.1.0", "0.1.0", [], "does not come after"],
    ["0.1.9", "0.2.0", [], "does not come after"],
    ["0.3.0", "0.1.0", [], "leaves out versions"],
    ["0.2.1", "0.1.0", [], "leaves out versions"],
    ["0.1.1", "0.1.0", ["Bits"], 'a part "Bits", which breaks something: raise MINOR'],
    ["1.5.0", "1.4.2", ["Fixed", "Removed"], 'a part "Removed", which breaks something: raise MAJOR'],
  ])("may not be %s after %s with %j", (next, now, headings, reason) => {
    expect(whyNot(next, now, headings)).toContain(reason);
  });
});

describe("the changelog", () => {
  const text =
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- New.\n\n### Changed\n\n### Bits\n\n- Moved.\n\n## [0.1.0] - 2026-01-01\n\nFirst.\n";

  it("keeps what was written under the version, and is empty above it", () => {
    expect(released(text, "0.2.0", "2026-02-03")).toBe(
      "# Changelog\n\n## [Unreleased]\n\n### Added\n\n### Changed\n\n### Removed\n\n### Fixed\n\n" +
        "## [0.2.0] - 2026-02-03\n\n### Added\n\n- New.\n\n### Bits\n\n- Moved.\n\n## [0.1.0] - 2026-01-01\n\nFirst.\n",
    );
    expect([...unreleased(text).parts.keys()]).toEqual(["Added", "Bits"]);
    expect(unreleased(released(text, "0.2.0", "2026-02-03")).parts.size).toBe(0);
  });

  it("of this repository has the form that a release needs", () => {
    const own = readFileSync(join(root, "CHANGELOG.md"), "utf8");
    expect(own).toMatch(/^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/m);
    for (const heading of unreleased(own).parts.keys())
      expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Bits"]).toContain(heading);
  });
});

it("the lock file's own packages get the version, others keep theirs", () => {
  const lock = {
    version: "0.1.0",
    packages: {
      "": { version: "0.1.0" },
      "node_modules/other": { version: "0.1.0" },
      "packages/a": { version: "0.1.0", dependencies: { b: "0.1.0", other: "0.1.0" } },
      "packages/a/node_modules/other": { version: "0.1.0" },
    },
  };
  expect(lockAtVersion(lock, "0.2.0", new Set(["a", "b"]))).toEqual({
    version: "0.2.0",
    packages: {
      "": { version: "0.2.0" },
      "node_modules/other": { version: "0.1.0" },
      "packages/a": { version: "0.2.0", dependencies: { b: "0.2.0", other: "0.1.0" } },
      "packages/a/node_modules/other": { version: "0.1.0" },
    },
  });
});

describe("npm run release", () => {
  const { version: now } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const [major, minor] = now.split(".").map(Number) as [number, number];
  /** May follow whatever stands in the changelog. */
  const next = major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  const patience = 180_000;
  let copy: string;
  const git = (...args: string[]) => execFileSync("git", args, { cwd: copy, encoding: "utf8" }).trim();
  const release = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/release.mjs", ...args], { cwd: copy, encoding: "utf8" });
  const readJson = (path: string) => JSON.parse(readFileSync(join(copy, path), "utf8"));
  const commit = (message: string) => git("commit", "--quiet", "--all", "--message", message);
  const addresses = {
    repository: "https://example.invalid/nndl",
    homepage: "https://example.invalid",
    bugs: "https://example.invalid/bugs",
  };

  /** The repository as it is here, its build included, with a history of its own and the installed packages linked. */
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), "nndl-release-test-"));
    // What a release reads neither here nor in what it calls is left out: it is most of the bytes.
    const isNeeded = (path: string) => !/^(docs|bench)\/|^packages\/lab\/(?!package\.json)/.test(path);
    const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
    });
    const built = ["nndl", "words", "book", "cli"].map((name) => `packages/${name}/dist`);
    const generated = ["engines/wasm", "training"].map((room) => `packages/nndl/src/${room}/generated`);
    for (const path of [
      ...listed.trimEnd().split("\n").filter(isNeeded),
      ...built,
      ...generated,
      "node_modules/.nndl",
    ]) {
      if (!existsSync(join(root, path))) continue;
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    for (const name of readdirSync(join(root, "node_modules")))
      if (!["nndl", "@nndl", ".nndl"].includes(name))
        symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name), "junction");
    symlinkSync(join(copy, "packages/nndl"), join(copy, "node_modules/nndl"), "junction");
    mkdirSync(join(copy, "node_modules/@nndl"));
    for (const name of readdirSync(join(root, "node_modules/@nndl")))
      symlinkSync(join(copy, "packages", name), join(copy, "node_modules/@nndl", name), "junction");
    git("init", "--quiet", "--initial-branch", "main");
    git("config", "user.name", "Test");
    git("config", "user.email", "test@example.invalid");
    const changelog = join(copy, "CHANGELOG.md");
    const text = readFileSync(changelog, "utf8");
    writeFileSync(changelog, text.replace("## [Unreleased]\n", "## [Unreleased]\n\n### Security\n\n- Something.\n"));
    git("add", "--all");
    commit("Begin");
  }, patience);
  afterAll(() => rmSync(copy, { recursive: true }));

  it("asks for the addresses first, then for a clean tree on main and a version that may follow", () => {
    expect(release(next)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("repository, homepage, bugs of package.json"),
    });
    writeFileSync(join(copy, "package.json"), JSON.stringify({ ...readJson("package.json"), ...addresses }, null, 2));
    expect(release(next)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Something is not committed"),
    });
    commit("Say where it lives");
    git("switch", "--quiet", "--create", "elsewhere");
    expect(release(next)).toMatchObject({ status: 1, stderr: expect.stringContaining("on the branch main") });
    git("switch", "--quiet", "main");
    expect(release(now)).toMatchObject({ status: 1, stderr: expect.stringContaining("does not come after") });
  });

  it.skipIf(isRound)(
    "does all of it and takes it back in a dry run; then it does it, and leaves a commit, a tag and a package",
    {
      timeout: patience,
    },
    () => {
      const before = git("rev-parse", "HEAD");
      const trial = release(next, "--dry-run", "--skip-tests");
      expect(trial.stderr).toContain("packages/nndl/package.json");
      expect(trial.status).toBe(0);
      expect([git("status", "--porcelain"), git("rev-parse", "HEAD"), git("tag")]).toEqual(["", before, ""]);

      const real = release(next, "--skip-tests");
      expect(real.stderr).toContain(`npm publish release/nndl-${next}.tgz`);
      expect(real.status).toBe(0);
      expect([git("status", "--porcelain"), git("tag"), git("log", "-1", "--format=%s")]).toEqual([
        "",
        `v${next}`,
        `Release ${next}`,
      ]);
      expect(existsSync(join(copy, `release/nndl-${next}.tgz`))).toBe(true);
      expect(readJson("packages/nndl/package.json")).toMatchObject({ version: next, homepage: addresses.homepage });
      expect(readJson("packages/cli/package.json")).toMatchObject({ version: next, dependencies: { nndl: next } });
      expect(readJson("package-lock.json").packages["packages/cli"]).toMatchObject({ version: next });
      const changelog = readFileSync(join(copy, "CHANGELOG.md"), "utf8");
      expect(changelog).toMatch(/## \[Unreleased\]\n\n### Added\n\n### Changed\n/);
      expect(changelog).toContain(`## [${next}] - `);
      expect(release(next, "--skip-tests")).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("has nothing under"),
      });
    },
  );
});
