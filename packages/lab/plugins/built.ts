/**
 * A module whose name ends in `.built.ts` is run when the lab is built, and what the page has of it are the values of its exports. So
 * it can read results/ or compute for a second, and a page weighs no more than what it draws. Tests run it as it stands.
 */
import { fileURLToPath } from "node:url";
import { type Plugin, runnerImport } from "vite";

export function built(): Plugin {
  return {
    name: "built",
    enforce: "pre",
    async load(id) {
      const [file = ""] = id.split("?");
      if (!file.endsWith(".built.ts")) return undefined;
      const { module, dependencies } = await runnerImport<Record<string, unknown>>(file, {
        configFile: false,
        root: fileURLToPath(new URL("..", import.meta.url)),
        logLevel: "error",
      });
      for (const each of dependencies) this.addWatchFile(each);
      return written(module, file);
    },
  };
}

/** @throws Error where a value is none that can be written down */
export function written(module: Readonly<Record<string, unknown>>, file: string): string {
  const plain = (name: string, value: unknown) =>
    JSON.stringify(value, (key, part: unknown) => {
      const isPlain =
        part === null ||
        typeof part === "string" ||
        typeof part === "boolean" ||
        Number.isFinite(part) ||
        Array.isArray(part) ||
        (typeof part === "object" && Object.getPrototypeOf(part) === Object.prototype);
      if (isPlain) return part;
      throw new Error(
        `${file} is run when the lab is built, and ${name}${key === "" ? "" : ` has at ${key}`} ${String(part)}, which cannot be ` +
          "written into a page: let it export plain numbers, texts, lists and objects",
      );
    });
  return Object.entries(module)
    .map(([name, value]) => `export ${name === "default" ? "default" : `const ${name} =`} ${plain(name, value)};\n`)
    .join("");
}
