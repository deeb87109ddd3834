import type { Plugin } from "vite";
import { readReference } from "./read-reference.ts";

const id = "virtual:reference";

/** `virtual:reference` is the library's reference as data. Only the program that writes the pages imports it. */
export function reference(): Plugin {
  return {
    name: "reference",
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load: (source) => (source === `\0${id}` ? `export default ${JSON.stringify(readReference())};` : undefined),
  };
}
