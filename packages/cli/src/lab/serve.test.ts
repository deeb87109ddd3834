import { rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryDirectory } from "../testing/small-data.ts";
import { writeSmallLab } from "../testing/small-lab.ts";
import { type LabServer, serveLab } from "./serve.ts";

const { folder, packed } = writeSmallLab();
let server: LabServer;
let plain: LabServer;

beforeAll(async () => {
  server = await serveLab({ folder, port: 0 });
  plain = await serveLab({ folder, port: 0, isolated: false });
});

afterAll(async () => {
  await server.close();
  await plain.close();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks for a path as it is: fetch would tidy it up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; of?: LabServer } = {}) {
  const { method = "GET", headers = {}, of = server } = options;
  return new Promise<Answer>((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: of.port, path, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the link leads to the first page", async () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining("The lab")]);
});

test.each([
  ["/", "text/html; charset=utf-8"],
  ["/chapter-1/", "text/html; charset=utf-8"],
  ["/assets/client-AbC_12-x.js", "text/javascript; charset=utf-8"],
  ["/assets/style-1.css?v=2", "text/css; charset=utf-8"],
  ["/assets/font.woff2", "font/woff2"],
  ["/mnist/train-images-idx3-ubyte.gz", "application/gzip"],
  ["/kernels.wasm", "application/wasm"],
  ["/icon.svg", "image/svg+xml"],
  ["/empty.txt", "text/plain; charset=utf-8"],
  ["/what.is-it", "application/octet-stream"],
])("%s is %s", async (path, type) => {
  const { status, headers } = await ask(path);
  expect([status, headers["content-type"]]).toEqual([200, type]);
});

test("packed files arrive as they are, to be unpacked by the page", async () => {
  const { headers, body } = await ask("/mnist/train-images-idx3-ubyte.gz", { headers: { "Accept-Encoding": "gzip" } });
  expect(headers["content-encoding"]).toBeUndefined();
  expect(headers["content-length"]).toBe(String(packed.length));
  expect(body).toEqual(packed);
});

describe("a text that is long enough", () => {
  const long = "/assets/long-1.js";
  const gzip = { "Accept-Encoding": "gzip" };

  test("is compressed for who takes it, and for nobody else", async () => {
    const [plainly, shrunk] = [await ask(long), await ask(long, { headers: gzip })];
    expect(plainly.headers["content-encoding"]).toBeUndefined();
    expect(shrunk.headers["content-encoding"]).toBe("gzip");
    expect(shrunk.headers["content-length"]).toBe(String(shrunk.body.length));
    expect(shrunk.body.length).toBeLessThan(plainly.body.length / 10);
    expect(gunzipSync(shrunk.body)).toEqual(plainly.body);
    for (const { headers } of [plainly, shrunk]) expect(headers.vary).toBe("Accept-Encoding");
    expect(shrunk.headers.etag).not.toBe(plainly.headers.etag);
    const again = await ask(long, { headers: { ...gzip, "If-None-Match": shrunk.headers.etag ?? "" } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await ask(long, { method: "HEAD", headers: gzip });
    expect([head.headers["content-length"], head.body.length]).toEqual([String(shrunk.body.length), 0]);
  });

  test("is compressed by brotli for who takes that, under a name of its own", async () => {
    const [plainly, shrunk] = [await ask(long), await ask(long, { headers: { "Accept-Encoding": "gzip, br" } })];
    expect(shrunk.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(shrunk.body)).toEqual(plainly.body);
    expect(shrunk.headers.etag).not.toBe((await ask(long, { headers: gzip })).headers.etag);
  });

  test("is compressed anew when it has changed", async () => {
    await ask(long, { headers: gzip });
    const other = "other text ".repeat(1000);
    writeFileSync(join(folder, long), other);
    expect(String(gunzipSync((await ask(long, { headers: gzip })).body))).toBe(other);
  });

  test("is not compressed where it is a picture, a font, or short", async () => {
    for (const path of ["/assets/font.woff2", "/icon.svg", "/assets/style-1.css"])
      expect((await ask(path, { headers: gzip })).headers["content-encoding"]).toBeUndefined();
  });
});

describe("headers", () => {
  const isolation = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  };

  test.each(["/", "/nowhere", "/chapter-1", "/assets/style-1.css"])("isolate %s", async (path) => {
    const { headers } = await ask(path);
    expect(headers).toMatchObject({
      ...isolation,
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  });

  test("do not, when they shall not", async () => {
    const { headers } = await ask("/", { of: plain });
    for (const name of Object.keys(isolation)) expect(headers).not.toHaveProperty(name);
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("let assets be kept, and pages be asked for again", async () => {
    expect((await ask("/assets/style-1.css")).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    const { headers } = await ask("/");
    expect(headers["cache-control"]).toBe("no-cache");
    const again = await ask("/", { headers: { "If-None-Match": headers.etag ?? "" } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    expect(again.headers).toMatchObject(isolation);
    expect((await ask("/", { headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });
});

describe("what is not there", () => {
  test.each([
    "/nowhere",
    "/assets/",
    "/assets",
    "/../secret.txt",
    "/chapter-1/../../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/./index.html",
    "/.hidden",
    "/index.html%00.png",
    "/%E0%A4%A",
    "/index.html/",
    "/index.html::$DATA",
    "/C:/secret.txt",
    `/${"a".repeat(5000)}`,
    "http://127.0.0.1/../secret.txt",
    "*",
  ])("%s is answered by the page that says so", async (path) => {
    const { status, headers, body } = await ask(path);
    expect([status, headers["content-type"], String(body)]).toEqual([
      404,
      "text/html; charset=utf-8",
      expect.stringContaining("Not here"),
    ]);
    expect(headers["cache-control"]).toBeUndefined();
  });

  test("is answered by a line where there is no such page", async () => {
    const other = writeSmallLab();
    rmSync(join(other.folder, "404.html"));
    const bare = await serveLab({ folder: other.folder, port: 0 });
    const { status, headers } = await ask("/nowhere", { of: bare });
    await bare.close();
    expect([status, headers["content-type"]]).toEqual([404, "text/plain; charset=utf-8"]);
  });
});

test("a page without its last slash is found at its right address", async () => {
  const { status, headers } = await ask("/chapter-1?seed=3");
  expect([status, headers.location]).toEqual([302, "/chapter-1/?seed=3"]);
});

test("HEAD tells all but the content; nothing can be sent", async () => {
  const head = await ask("/icon.svg", { method: "HEAD" });
  expect([head.status, head.headers["content-length"], head.body.length]).toEqual([200, "6", 0]);
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const { status, headers } = await ask("/", { method });
    expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
  }
});

test("whoever sends nonsense, or goes away, harms nobody else", async () => {
  await new Promise<void>((done) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.end("no HTTP at all\r\n\r\n"));
    socket.on("close", () => done());
    socket.resume();
  });
  const gone = new AbortController();
  const answers = Array.from({ length: 20 }, () => fetch(server.url, { signal: gone.signal }).catch(() => undefined));
  gone.abort();
  await Promise.all(answers);
  expect((await ask("/", { headers: { Range: "bytes=10-5" } })).status).toBe(200);
  expect((await ask("/")).status).toBe(200);
});

describe("where it cannot serve", () => {
  test("a port that is taken is complained about when it was asked for, and else another is taken", async () => {
    await expect(serveLab({ folder, port: server.port })).rejects.toMatchObject({
      code: "option.port",
      problem: `another program has the port ${server.port}`,
      next: expect.stringContaining("--port"),
    });
    const first = await serveLab({ folder });
    const second = await serveLab({ folder });
    expect(second.port).not.toBe(first.port);
    expect((await ask("/", { of: second })).status).toBe(200);
    await first.close();
    await second.close();
  });

  test("nor at an address of another machine", async () => {
    await expect(serveLab({ folder, port: 0, host: "192.0.2.1" })).rejects.toMatchObject({ code: "option.host" });
  });

  test("nor a folder that is no lab", async () => {
    await expect(serveLab({ folder: temporaryDirectory() })).rejects.toMatchObject({
      code: "lab.folder",
      next: expect.stringContaining("npm run lab"),
    });
  });
});

test("closed, its port is free again, even while someone is connected", async () => {
  const brief = await serveLab({ folder, port: 0 });
  const socket = connect(brief.port, "127.0.0.1");
  await new Promise((done) => socket.once("connect", done));
  socket.on("error", () => {});
  await brief.close();
  const next = createServer();
  await new Promise<void>((done) => next.listen(brief.port, "127.0.0.1", done));
  expect((next.address() as AddressInfo).port).toBe(brief.port);
  await new Promise((done) => next.close(done));
});
