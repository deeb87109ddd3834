import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The lab is built from the library's sources; what the library wants of its surroundings depends on where it will run. */
export function library(): Plugin {
  const places: Readonly<Record<string, string>> = {
    nndl: path("nndl/src/index.ts"),
    "@nndl/book": path("book/experiments/index.ts"),
    "@nndl/book/formulas": path("book/formulas/index.ts"),
    "@nndl/book/rows": path("book/rows/index.ts"),
  };
  const folders: Readonly<Record<string, string>> = {
    "nndl/": "nndl/src/entries",
    "@nndl/book/experiments/": "book/experiments",
    "@nndl/book/programs/": "book/programs",
    "@nndl/words/": "words/src",
  };
  return {
    name: "library",
    enforce: "pre",
    resolveId(source, _importer, options) {
      if (source === "#platform") return path(`nndl/src/platform/${options.ssr ? "node" : "browser"}.ts`);
      for (const [name, folder] of Object.entries(folders))
        if (source.startsWith(name)) return path(`${folder}/${source.slice(name.length)}.ts`);
      return places[source];
    },
  };
}
