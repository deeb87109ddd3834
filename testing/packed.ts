/** nndl as a stranger gets it: packed as npm would publish it, unpacked as npm would install it, away from the sources. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { closeAtTheEnd } from "./browsers/environment.ts";

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL("../packages/nndl/", import.meta.url));

interface Tarball {
  /** Where it is, until this process has run its last file of tests. */
  readonly tarball: string;
  /** What is in the package, by path. */
  readonly files: readonly string[];
  /** The size of the tarball in bytes. */
  readonly size: number;
}

export interface Packed extends Tarball {
  /** Where it was unpacked. */
  readonly directory: string;
}

let packed: Promise<Tarball> | undefined;

/** Files that one process of the test runner looks into share the tarball. */
async function pack(): Promise<Tarball> {
  const folder = await mkdtemp(join(tmpdir(), "nndl-packed-"));
  closeAtTheEnd({ close: () => rm(folder, { recursive: true }) });
  const shell = process.platform === "win32";
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: packageRoot, shell });
  const [made] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  const tarball = join(folder, made!.filename);
  return { tarball, files: made!.files.map(({ path }) => path), size: (await stat(tarball)).size };
}

/** Unpacks nndl into a project's node_modules, beside links to all that another node_modules has. */
export async function installPacked(project: string, others: string): Promise<Packed> {
  packed ??= pack();
  const made = await packed;
  const modules = join(project, "node_modules");
  await mkdir(modules);
  for (const name of await readdir(others))
    if (name !== "nndl") await symlink(join(others, name), join(modules, name), "junction");
  await run("tar", ["-xzf", made.tarball, "-C", modules]);
  const directory = join(modules, "nndl");
  await rename(join(modules, "package"), directory);
  return { ...made, directory };
}
