/** A web server for one folder of files, as small as can be: the lab needs nothing of its host but a few headers. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ErrorCode } from "nndl/check";
import { UsageError } from "../usage-error.ts";
import { CompressedFiles, isCompressible, packingFor } from "./compressed.ts";
import { typeOf } from "./types.ts";

export interface ServeOptions {
  /** The folder, with an index.html. */
  readonly folder: string;
  /** 127.0.0.1 when absent: seen from this machine alone. */
  readonly host?: string;
  /** When absent the usual one if it is free, so that a browser remembers what its reader chose; any free one if it is not. */
  readonly port?: number;
  /** Whether pages may share memory with their workers, as threads need; true when absent. */
  readonly isolated?: boolean;
}

export interface LabServer {
  /** "http://127.0.0.1:4747/" */
  readonly url: string;
  readonly port: number;
  /** Ends it at once, whoever is still reading. */
  close(): Promise<void>;
}

export const usualPort = 4747;

/**
 * Serves a folder until it is closed.
 *
 * @throws UsageError "lab.folder" when there is nothing to serve, "option.port", "option.host"
 * @example const { url, close } = await serveLab({ folder: "packages/lab/build", port: 0 });
 */
export async function serveLab(options: ServeOptions): Promise<LabServer> {
  if ((await fileAt(join(options.folder, "index.html"))) === undefined)
    throw new UsageError("lab.folder", {
      problem: `${options.folder} has no index.html, so it is not the folder of a built lab`,
      next: 'Run "npm run lab" in a clone of the repository: it builds the lab first.',
    });
  if (options.port !== undefined) return listen(options, options.port);
  return listen(options, usualPort).catch((error) => {
    if (codeOf(error) === "EADDRINUSE") return listen(options, 0);
    throw error;
  });
}

function listen({ folder, host = "127.0.0.1", isolated = true }: ServeOptions, port: number): Promise<LabServer> {
  const site = { folder, isolated, compressed: new CompressedFiles() };
  const server = createServer((request, response) => {
    // A reader that goes away in the middle is nobody's mistake.
    answer(site, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(cannotListen(error, host, port)));
    server.listen(port, host, () => {
      const { port: given, address, family } = server.address() as AddressInfo;
      resolve({
        url: `http://${family === "IPv6" ? `[${address}]` : address}:${given}/`,
        port: given,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}

interface Site {
  readonly folder: string;
  readonly isolated: boolean;
  readonly compressed: CompressedFiles;
}

async function answer({ folder, isolated, compressed }: Site, request: IncomingMessage, response: ServerResponse) {
  const { method = "", url = "" } = request;
  const headers: OutgoingHttpHeaders = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    ...(isolated
      ? { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" }
      : {}),
  };
  if (method !== "GET" && method !== "HEAD")
    return void response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
  const mark = url.search(/[?#]/);
  const [path, question] = mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark)];
  const asked = await find(folder, path);
  // Addresses in the pages are relative: they are right only below the page's own folder.
  if (asked === "folder") return void response.writeHead(302, { ...headers, Location: `${path}/${question}` }).end();
  const found = asked ?? (await fileAt(join(folder, "404.html")));
  if (found === undefined) {
    return void response.writeHead(404, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end("Not here.\n");
  }
  const type = typeOf(found.path);
  const mayShrink = isCompressible(type, found.size);
  const packing = mayShrink ? packingFor(request.headers["accept-encoding"]?.toString()) : undefined;
  if (mayShrink) headers.Vary = "Accept-Encoding";
  const state = `${found.size.toString(36)}-${Math.round(found.modified).toString(36)}`;
  if (asked !== undefined) {
    headers.ETag = `"${state}${packing === undefined ? "" : `-${packing}`}"`;
    // The names of assets say what is in them.
    headers["Cache-Control"] = path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    if (request.headers["if-none-match"] === headers.ETag) return void response.writeHead(304, headers).end();
  }
  headers["Content-Type"] = type;
  const status = asked === undefined ? 404 : 200;
  if (packing !== undefined) {
    const bytes = await compressed.get(found.path, state, packing);
    response.writeHead(status, { ...headers, "Content-Encoding": packing, "Content-Length": bytes.length });
    return void response.end(method === "HEAD" ? undefined : bytes);
  }
  headers["Content-Length"] = found.size;
  response.writeHead(status, headers);
  if (method === "HEAD" || found.size === 0) return void response.end();
  // No more than was promised, should the file grow meanwhile.
  await pipeline(createReadStream(found.path, { end: found.size - 1 }), response);
}

/** The names that files of the lab have: none that begins with a point, none that a system reads as something else. */
const safeName = /^[\w@~+-][\w.@~+-]*$/;

/** The file of an address; "folder" for a page whose address lacks its last slash; undefined when there is none. */
async function find(folder: string, path: string): Promise<Found | "folder" | undefined> {
  const names = path.split("/").slice(1);
  const isFolder = names.at(-1) === "";
  if (isFolder) names.pop();
  if (!path.startsWith("/") || !names.every((name) => safeName.test(name))) return undefined;
  const page = () => fileAt(join(folder, ...names, "index.html"));
  if (isFolder) return page();
  return (await fileAt(join(folder, ...names))) ?? ((await page()) && "folder");
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly modified: number;
}

async function fileAt(path: string): Promise<Found | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() ? { path, size: stats.size, modified: stats.mtimeMs } : undefined;
}

function codeOf(error: unknown): string | undefined {
  const { code } = ((error as Error).cause ?? {}) as { readonly code?: string };
  return code;
}

function cannotListen(error: Error, host: string, port: number): UsageError {
  const { code } = error as NodeJS.ErrnoException;
  const known: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
    EADDRINUSE: ["option.port", `another program has the port ${port}`, "Leave out --port to get a free one."],
    EACCES: ["option.port", `the port ${port} is reserved for the system`, "Choose one from 1024 up."],
  };
  const [option, problem, next] = known[code ?? ""] ?? [
    "option.host",
    `the lab cannot be served at ${host} (${code ?? error.message})`,
    "Leave out --host, or give an address of this machine.",
  ];
  return new UsageError(option, { problem, next }, { cause: error });
}
