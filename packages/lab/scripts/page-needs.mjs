// @ts-check
/** What each page of the built site needs, so that it can be kept for reading without a network. */

/**
 * The scripts, styles and fonts that a page names, the scripts of its figures, and all that these may load later: a built
 * file names what it loads.
 *
 * @param {object} site
 * @param {readonly string[]} site.files all files but pages, by address from the site's root
 * @param {(file: string) => string} site.read the text of one
 * @param {string} site.entry the script of every page, which names every figure and is told apart by that
 * @param {readonly string[]} site.entryImports what it loads at once
 * @param {Readonly<Record<string, string>>} site.figures the script of each figure
 * @returns {(html: string) => string[]} what a page needs, in the order of `files`
 */
export function pageNeeds({ files, read, entry, entryImports, figures }) {
  const scripts = new Set(files.filter((file) => file.endsWith(".js")));
  /** How a file is named by another: assets by their name alone, which is their own; others by their address. */
  const names = files.map((file) => /** @type {const} */ ([file, file.replace(/^assets\//, "")]));
  /** @type {Map<string, readonly string[]>} */
  const known = new Map([[entry, entryImports]]);
  /** @param {string} file */
  const namedBy = (file) => {
    const found = known.get(file) ?? namedIn(read(file)).filter((other) => other !== file && other !== entry);
    known.set(file, found);
    return found;
  };
  /** @param {string} text */
  const namedIn = (text) => names.filter(([, name]) => text.includes(name)).map(([file]) => file);

  /** @param {string} name */
  const scriptOf = (name) => {
    const file = figures[name];
    if (file === undefined) throw new Error(`the figure ${name} has no script of its own in the build`);
    return file;
  };

  return (html) => {
    const ofFigures = [...html.matchAll(/data-figure="([\w-]+)"/g)].map(([, name = ""]) => scriptOf(name));
    const waiting = [...namedIn(html), ...ofFigures];
    /** @type {Set<string>} */
    const found = new Set();
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      if (scripts.has(file)) waiting.push(...namedBy(file));
    }
    return files.filter((file) => found.has(file));
  };
}
