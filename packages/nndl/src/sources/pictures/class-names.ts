/** What classes are called: folders' and files' names, made fit to be shown and compared. */

/** What no name needs: control characters, and those that turn the text around them to another direction. */
const controls = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** A folder's name as the name of a class: without controls, its accents composed, one blank where there were several. */
export function classNameOf(folder: string): string {
  return folder.normalize("NFC").replace(controls, "").replace(/\s+/gu, " ").trim() || "(no name)";
}

/**
 * What two spellings of one class share: capitals make no difference ("Cat" and "cat"), except in names of one character,
 * since "A" and "a" are different letters.
 */
export function classKeyOf(name: string): string {
  return [...name].length === 1 ? name : name.toLowerCase();
}

/** The class that a file's name begins with ("cat-1.png", "cat12.png", "7_03.png"); undefined where it tells none ("12.png"). */
export function classOfFile(file: string): string | undefined {
  const name = file.normalize("NFC").replace(/\.\w+$/u, "");
  const [, letters, digits] = /^(?:(\p{L}[\p{L}\p{M}]*)(?=[-_ .(]|\d|$)|(\d+)(?=[-_ .(]))/u.exec(name) ?? [];
  return letters ?? digits;
}
