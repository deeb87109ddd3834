/** The service worker, which keeps what was opened for reading without a network; and what the foot of a page says of it. */

/** What it says; service-worker.js is its other end. */
interface State {
  readonly isAll: boolean;
  readonly hasDigits: boolean;
  readonly bytes: { readonly files: number; readonly digits: number };
}
interface Said {
  readonly kept?: string;
  readonly state?: State;
  readonly done?: number;
  readonly of?: number;
  readonly failed?: string;
}

/** Starts it, lets it keep this page, and offers to keep all. It also gives pages shared memory where their host sends no headers. */
export async function keepForLater(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  await isQuiet();
  const root = new URL(document.documentElement.dataset.root ?? "./", location.href);
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", root));
  } catch {
    // Without one everything still works, while there is a network.
    return;
  }
  const { active } = await navigator.serviceWorker.ready;
  if (active === null) return;
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<Said>) => hear(data));
  listenToButtons(active);
  void listKept(root);
  active.postMessage({ do: "page", path: location.pathname.slice(root.pathname.length), ...loadedFrom(root) });
  active.postMessage({ do: "state" });
}

/** What this page has loaded before there was anybody to keep it; and whether what it may need later is to be fetched. */
function loadedFrom(root: URL) {
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === root.origin && pathname.startsWith(root.pathname))
    .map(({ pathname }) => pathname.slice(root.pathname.length));
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return { loaded, whole: connection?.saveData !== true };
}

/** Milliseconds for the page's own: what is fetched and kept takes from a phone what its figures need to come to life. */
const patience = 2500;

/** The page comes first. */
async function isQuiet(): Promise<void> {
  if (document.readyState !== "complete")
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => setTimeout(resolve, patience));
  await new Promise<void>((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 3000 });
    else setTimeout(resolve, 500);
  });
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
const find = <E extends HTMLElement>(what: string) => document.querySelector<E>(what);

function hear({ kept, state, done, of, failed }: Said): void {
  if (kept !== undefined) document.documentElement.dataset.kept = kept;
  if (failed === "everything" || failed === "digits") {
    say("Not everything could be kept. Try again while there is a network.");
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-keep]")) button.disabled = false;
  }
  if (done !== undefined && of !== undefined) say(`${Math.round((100 * done) / of)} % are here.`);
  if (state !== undefined) show(state);
}

function say(sentence: string): void {
  const place = find("[data-offline-said]");
  if (place !== null) place.textContent = sentence;
}

function show({ isAll, hasDigits, bytes }: State): void {
  const paragraph = find("[data-offline]");
  if (paragraph === null) return;
  paragraph.hidden = false;
  const names = {
    everything: isAll ? undefined : `Keep every page (${megabytes(bytes.files)})`,
    digits: hasDigits ? undefined : `Keep the digits (${megabytes(bytes.digits)})`,
  };
  for (const [what, name] of Object.entries(names)) {
    const button = find<HTMLButtonElement>(`[data-keep="${what}"]`);
    if (button === null) continue;
    button.hidden = name === undefined;
    button.disabled = false;
    button.textContent = name ?? "";
  }
  say([isAll ? "Every page is kept." : "", hasDigits ? "The digits are kept." : ""].filter(Boolean).join(" "));
}

function listenToButtons(worker: ServiceWorker): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-keep]"))
    button.addEventListener("click", () => {
      button.disabled = true;
      say("They are being fetched …");
      worker.postMessage({ do: button.dataset.keep });
    });
}

/** Where a page was not kept: those that were. */
async function listKept(root: URL): Promise<void> {
  const list = find("[data-kept-pages]");
  if (list === null) return;
  const names = (await caches.keys()).filter((name) => name.startsWith("nndl-lab-"));
  const requests = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
  const paths = requests.map(({ url }) => new URL(url).pathname.slice(root.pathname.length));
  for (const path of paths.filter((path) => path === "" || path.endsWith("/")).sort()) {
    const link = Object.assign(document.createElement("a"), { href: new URL(path, root).href });
    link.textContent = path === "" ? "nndl lab" : path.replace(/\/$/, "").replace(/\//g, ": ").replaceAll("-", " ");
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
}
