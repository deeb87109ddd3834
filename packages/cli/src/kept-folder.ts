/** What all folders have in common that a command keeps its work in. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { runsDirectory } from "./runs-directory.ts";

export abstract class KeptFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Whether work was begun here. */
  abstract get isBegun(): boolean;

  /** Its path, as short as it can be said from here. */
  get name(): string {
    const short = relative(process.cwd(), this.path) || ".";
    return short.startsWith("..") ? this.path : short;
  }
}

/** The folder of a kind under runs/ that was begun last. */
export function newestOf<Folder extends KeptFolder>(Kind: new (path: string) => Folder): Folder | undefined {
  const base = resolve(runsDirectory);
  const names = existsSync(base) ? readdirSync(base) : [];
  const begun = names.map((name) => new Kind(join(base, name))).filter((folder) => folder.isBegun);
  const time = ({ path }: Folder) => statSync(path).mtimeMs;
  return begun.sort((a, b) => time(b) - time(a))[0];
}
