/** nndl as a stranger gets it: packed as npm would publish it, unpacked as npm would install it, away from the sources. */
import { execFile } from "node:child_process";
import { mkdir, readdir, rename, rm, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL("../packages/nndl/", import.meta.url));

export interface Packed {
  /** What is in the package, by path. */
  readonly files: readonly string[];
  /** The size of the tarball in bytes. */
  readonly size: number;
  /** Where it was unpacked. */
  readonly directory: string;
}

/** Unpacks nndl into a project's node_modules, beside links to all that another node_modules has. */
export async function installPacked(project: string, others: string): Promise<Packed> {
  const shell = process.platform === "win32";
  const packing = run("npm", ["pack", "--json", "--pack-destination", project], { cwd: packageRoot, shell });
  const [packed] = JSON.parse((await packing).stdout) as { filename: string; files: { path: string }[] }[];
  const modules = join(project, "node_modules");
  await mkdir(modules);
  for (const name of await readdir(others))
    if (name !== "nndl") await symlink(join(others, name), join(modules, name), "junction");
  const tarball = join(project, packed!.filename);
  await run("tar", ["-xzf", tarball, "-C", modules]);
  const directory = join(modules, "nndl");
  await rename(join(modules, "package"), directory);
  const { size } = await stat(tarball);
  await rm(tarball);
  return { files: packed!.files.map(({ path }) => path), size, directory };
}
