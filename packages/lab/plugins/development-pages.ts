import type { Plugin } from "vite";
import { writeMnist } from "../scripts/mnist.mjs";

type Server = typeof import("../src/server.ts");

/** In development, writes each page when it is asked for, and sends the headers that shared memory needs. */
export function developmentPages(): Plugin {
  return {
    name: "development-pages",
    apply: "serve",
    configureServer(server) {
      writeMnist();
      server.middlewares.use(async (request, response, next) => {
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
        const path = new URL(request.url ?? "/", "http://localhost").pathname.slice(1);
        if (path !== "" && !/^(search\.json|thumbnails\/.*)$|\/$/.test(path)) return next();
        try {
          const { pageAt, documentOf, searchIndex, thumbnails } = (await server.ssrLoadModule(
            "/src/server.ts",
          )) as Server;
          if (path === "search.json") {
            response.setHeader("Content-Type", "application/json");
            response.end(await searchIndex());
            return;
          }
          const figure = /^thumbnails\/([\w-]+)\.svg$/.exec(path)?.[1];
          const picture = figure === undefined ? undefined : (await thumbnails("")).get(figure);
          if (picture !== undefined) {
            response.setHeader("Content-Type", "image/svg+xml");
            response.end(picture);
            return;
          }
          const page = await pageAt(path);
          if (page === undefined) return next();
          const assets = {
            scripts: ["/@vite/client", "/src/client.ts"],
            preloads: [],
            ofFigures: {},
            styles: ["src/styles/index.css"],
            fonts: [],
            italics: [],
          };
          response.setHeader("Content-Type", "text/html; charset=utf-8");
          response.end(documentOf(page, assets, { policy: false }));
        } catch (error) {
          if (error instanceof Error) server.ssrFixStacktrace(error);
          next(error);
        }
      });
    },
  };
}
