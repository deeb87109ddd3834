import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** The lab is built from the library's sources; what the library wants of its surroundings depends on where it will run. */
export function library(): Plugin {
  const places: Readonly<Record<string, string>> = {
    nndl: path("nndl/src/index.ts"),
    "@nndl/book": path("book/experiments/index.ts"),
    "@nndl/book/formulas": path("book/formulas/index.ts"),
  };
  const programs = "@nndl/book/programs/";
  return {
    name: "library",
    enforce: "pre",
    resolveId(source, _importer, options) {
      if (source === "#platform") return path(`nndl/src/platform/${options.ssr ? "node" : "browser"}.ts`);
      if (source.startsWith(programs)) return path(`book/programs/${source.slice(programs.length)}.ts`);
      return places[source];
    },
  };
}
