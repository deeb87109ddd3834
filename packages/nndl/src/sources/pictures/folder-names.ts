/**
 * Folders for classes of any name: what no system allows in a name is written as %41, and names that some system takes for
 * the same are told apart by a number.
 */
export function folderNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = folderName(name);
    let folder = base;
    for (let i = 2; taken.has(folder.toLowerCase()); i++) folder = `${base} (${i})`;
    taken.add(folder.toLowerCase());
    return folder;
  });
}

function folderName(name: string): string {
  const text = name
    .normalize("NFC")
    .replace(/[\\/:*?"<>|%\p{Cc}\p{Cf}]/gu, encoded)
    .replace(/^[. ]|[. ]$/g, encoded)
    .slice(0, 60);
  return /^(con|prn|aux|nul|com\d|lpt\d|__macosx|)$/i.test(text) ? `%${text}` : text;
}

function encoded(character: string): string {
  return `%${character.codePointAt(0)!.toString(16)}`;
}
