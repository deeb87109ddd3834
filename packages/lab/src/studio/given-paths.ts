/** Files as a browser gives them, and where each lies in what was given. */
import { harmless } from "../training/harmless.ts";
import type { PlacedFile } from "../training/source-reader.ts";

/** Files, and what they are called together. */
export interface PlacedFiles {
  readonly files: readonly PlacedFile[];
  readonly name: string;
}

/** Files that were chosen, one by one or with their folder. */
export function chosen(files: readonly File[]): PlacedFiles {
  return placed(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** Files and folders that were dropped. To be called while the event is handled: later there is nothing in it. */
export async function dropped(transfer: DataTransfer | null): Promise<PlacedFiles> {
  const entries = [...(transfer?.items ?? [])]
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry) => entry != null);
  if (entries.length === 0) return chosen([...(transfer?.files ?? [])]);
  return placed((await Promise.all(entries.map(filesIn))).flat());
}

/** A folder that all lie in is what they are called: paths begin below it, as they do where a folder is named in Node. */
export function placed(files: readonly PlacedFile[]): PlacedFiles {
  const [first] = files;
  const folder = first?.path.split("/").filter((part) => part !== "")[0] ?? "my files";
  const inFolder = files.length > 0 && files.every(({ path }) => path.replace(/^\//, "").startsWith(`${folder}/`));
  const without = (path: string) => path.replace(/^\//, "").slice(inFolder ? folder.length + 1 : 0);
  return {
    files: files.map(({ path, file }) => ({ path: without(path), file })),
    name: files.length > 1 && !inFolder ? "my files" : shownName(folder),
  };
}

/** A name that can stand in a sentence: without control characters, and not too long. */
export function shownName(name: string): string {
  return harmless(name).slice(0, 100).trim() || "my files";
}

async function filesIn(entry: FileSystemEntry): Promise<PlacedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  for (;;) {
    // A browser gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  const found: PlacedFile[] = [];
  for (const each of inside) found.push(...(await filesIn(each)));
  return found;
}
