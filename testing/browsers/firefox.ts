/**
 * A Firefox that is asked through a page of its own instead of WebDriver. A WebDriver session listens to workers, and then
 * a worker that starts another one may wait for ever: Firefox wakes one thread for two that sleep on the same condition
 * (`WaitForIsDebuggerRegistered` in its dom/workers/WorkerPrivate.h).
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { closeAtTheEnd } from "./environment.ts";

export interface Firefox {
  /** Opens the first page of a site. */
  goTo(url: string): Promise<void>;
  /** Calls a function beside the page, which sees nothing but its argument and the page's window; it is sent as text. */
  ask<Argument, Result>(
    what: (argument: Argument, page: typeof globalThis) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  close(): Promise<void>;
}

const preferences = {
  "browser.aboutwelcome.enabled": false,
  "browser.newtab.preload": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.ipc.processPrelaunch.enabled": false,
  "dom.serviceWorkers.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

const own = "/__asked/";

/** The page that Firefox shows: the site in a frame, and a script that does in it what it is asked. */
const frame = `<!doctype html><title>asked</title><link rel="icon" href="data:,"><iframe src="/"></iframe><script type="module">
const post = async (path, body) => {
  for (;;)
    try {
      return await (await fetch("${own}" + path, { method: "POST", body })).text();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
};
const site = document.querySelector("iframe");
if (site.contentDocument.readyState !== "complete" || site.contentDocument.URL === "about:blank")
  await new Promise((resolve) => site.addEventListener("load", resolve, { once: true }));
for (;;) {
  const { what, argument } = JSON.parse(await post("next", ""));
  // Reloaded, the frame would show what it went to last.
  if (what === undefined) { location.replace("${own}frame?" + performance.timeOrigin); break; }
  const answer = await Promise.resolve().then(() => eval("(" + what + ")")(argument, site.contentWindow)).then(
    (value) => ({ value }),
    (error) => ({ error: String(error) }),
  );
  await post("answer", JSON.stringify(answer));
}
</script>`;

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

let shared: Promise<Firefox> | undefined;

/** The Firefox of all files that one process of the test runner looks into; it is closed with the process. */
export function sharedFirefox(executablePath: string): Promise<Firefox> {
  shared ??= openFirefox(executablePath).then(closeAtTheEnd);
  return shared;
}

async function openFirefox(executablePath: string): Promise<Firefox> {
  let site = "";
  /** The page's request for the next thing to do, and who waits for it. */
  let page: ServerResponse | undefined;
  let pageCame = () => {};
  let answered = (_: Answer) => {};
  const waitForPage = () => (page ? undefined : new Promise<void>((resolve) => (pageCame = resolve)));
  const tell = (what: object) => {
    page?.end(JSON.stringify(what));
    page = undefined;
  };

  const server = createServer(async (request, response) => {
    if (request.url!.startsWith(`${own}frame`)) {
      // As isolated as the site is.
      const { headers } = await fetch(site, { method: "HEAD" });
      for (const name of ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"])
        if (headers.has(name)) response.setHeader(name, headers.get(name)!);
      response.writeHead(200, { "Content-Type": "text/html" }).end(frame);
    } else if (request.url === `${own}next`) {
      page = response;
      pageCame();
    } else if (request.url === `${own}answer`) {
      answered(JSON.parse(await text(request)));
      response.end();
    } else passOn(site, request, response);
  });
  // A connection that is closed for being idle, at the moment at which the page answers after long work, loses the answer:
  // what is posted is not sent again by itself.
  server.keepAliveTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const profile = await mkdtemp(join(tmpdir(), "firefox-"));
  const lines = Object.entries(preferences).map((entry) => `user_pref(${JSON.stringify(entry).slice(1, -1)});\n`);
  await writeFile(join(profile, "user.js"), lines.join(""));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${own}frame`;
  const start = () =>
    spawn(executablePath, ["--headless", "--no-remote", "--profile", profile, address], { stdio: "ignore" });
  let firefox: ReturnType<typeof start> | undefined;

  return {
    async goTo(url) {
      const isOpen = firefox !== undefined;
      if (isOpen) await waitForPage();
      site = url;
      if (isOpen) tell({});
      else firefox = start();
      await waitForPage();
    },
    async ask(what, argument) {
      await waitForPage();
      const answer = new Promise<Answer>((resolve) => (answered = resolve));
      tell({ what: String(what), argument });
      const { value, error } = await answer;
      if (error !== undefined) throw new Error(error);
      return value as Awaited<ReturnType<typeof what>>;
    },
    async close() {
      if (firefox !== undefined && firefox.exitCode === null) {
        firefox.kill();
        await once(firefox, "exit");
      }
      server.close();
      server.closeAllConnections();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** What the page asks for that is the site's. */
function passOn(site: string, { method, url, headers }: IncomingMessage, response: ServerResponse): void {
  const { host: _, ...others } = headers;
  // Each on a connection of its own: one that was kept may be closed by the site while the request is on its way.
  const request = send(new URL(url!, site), { method, headers: others, agent: false }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  request.on("error", () => response.destroy());
  request.end();
}
