import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { readChapter } from "./read-chapter.ts";

/**
 * `src/chapters/N/chapter.md` becomes a module that exports a chapter: its title, its sections, and its text as HTML with places for
 * figures. Only the program that writes the pages imports it, so neither prose nor equations are in any script.
 */
export function chapters(): Plugin {
  return {
    name: "chapters",
    enforce: "pre",
    transform(source, id) {
      // Every browser that can run the lab reads woff2: the two older forms of each font are left out.
      if (id.endsWith("katex.min.css"))
        return { code: source.replaceAll(/,url\([^)]*\.(woff|ttf)\) format\("(woff|truetype)"\)/g, ""), map: null };
      if (!id.endsWith("/chapter.md")) return undefined;
      const chapter = readChapter(source, fileURLToPath(new URL(`file://${id}`)));
      return { code: `export default ${JSON.stringify(chapter)};`, map: null };
    },
  };
}
