import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

/** What is served besides the MNIST files: content by path. */
export type Contents = Readonly<Record<string, { readonly type: string; readonly body: string | Uint8Array }>>;

/** With these headers a page may share memory with its workers. */
export const crossOriginIsolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** Serves on a free port of this machine alone, all with the same headers. */
export async function serve(
  contents: Contents,
  mnistDirectory: string,
  headers: Readonly<Record<string, string>>,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const content =
      contents[path] ?? (path.startsWith("/mnist/") ? await file(join(mnistDirectory, basename(path))) : undefined);
    response.writeHead(content === undefined ? 404 : 200, {
      "Content-Type": content?.type ?? "text/plain",
      ...headers,
    });
    response.end(content?.body ?? "not here");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function file(path: string): Promise<Contents[string] | undefined> {
  try {
    return { type: "application/octet-stream", body: await readFile(path) };
  } catch {
    return undefined;
  }
}
