import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Contents } from "./server.ts";

const html =
  '<!doctype html><title>nndl</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>';

/** A page with app.ts, put together as an application's bundler would do it. */
export async function applicationPage(): Promise<Contents> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("app.ts", import.meta.url))],
    // The repository's own settings would lead to the sources: an application has only what the package exports.
    tsconfigRaw: {},
    bundle: true,
    platform: "browser",
    format: "esm",
    minify: true,
    write: false,
    logLevel: "error",
  });
  return {
    "/": { type: "text/html", body: html },
    "/app.js": { type: "text/javascript", body: outputFiles[0]!.contents },
  };
}
