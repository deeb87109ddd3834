// Keeps what was opened for reading without a network, and all of the site for who asks for it; and gives its pages the two
// headers that threads need where the host sends none. Nothing is fetched that no page needs, unless it is asked for.
const version = "__VERSION__";
/** Every file that can be kept, by address from the root; pages end with a slash. */
const files = ["__FILES__"];
/** What each page needs, as places in that list. */
const pages = { __PAGES__: [] };
/** The bytes of all files, and of the digits. */
const bytes = { __BYTES__: 0 };
const digits = ["__DIGITS__"];

const prefix = "nndl-lab-";
const cacheName = `${prefix}${version}`;
/** They never change, and so outlive versions. */
const digitsName = `${prefix}digits`;
const scope = new URL(self.registration.scope);
const addressOf = (path) => new URL(path, scope).href;
/** Stands in the cache while everything is to be there, in later versions too. */
const mark = addressOf("everything-is-kept");

self.addEventListener("install", (event) => {
  event.waitUntil(takeOver().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(prefix) && name !== cacheName && name !== digitsName;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === scope.origin && url.pathname.startsWith(scope.pathname))
    event.respondWith(answer(event, url.pathname.slice(scope.pathname.length)));
});

self.addEventListener("message", (event) => {
  const { do: wanted, path = "", loaded = [], whole = true } = event.data ?? {};
  const reply = (message) => event.source?.postMessage(message);
  const tasks = {
    /** A page was opened: it, what it has loaded, and what it may yet load, are kept. */
    page: async () => {
      await keep(new Set([path, ...loaded, ...(whole ? needsOf(path) : [])].filter((each) => files.includes(each))));
      reply({ kept: path });
    },
    state: async () => reply({ state: await state() }),
    everything: async () => {
      await keep(new Set(files), (done) => reply({ done, of: files.length }));
      await (await caches.open(cacheName)).put(mark, new Response("yes"));
      reply({ state: await state() });
    },
    digits: async () => {
      const cache = await caches.open(digitsName);
      for (const file of digits) if (!(await cache.match(addressOf(file)))) await cache.add(addressOf(file));
      reply({ state: await state() });
    },
  };
  const task = Object.hasOwn(tasks, wanted) ? tasks[wanted] : undefined;
  if (task)
    event.waitUntil(task().catch((error) => reply({ failed: wanted, because: String(error?.message ?? error) })));
});

/** What a page needs: its own scripts and what these may load. */
function needsOf(path) {
  return Object.hasOwn(pages, path) ? pages[path].map((place) => files[place]) : [];
}

async function state() {
  const cache = await caches.open(cacheName);
  const has = await Promise.all(digits.map(async (file) => (await caches.open(digitsName)).match(addressOf(file))));
  return { isAll: (await cache.match(mark)) !== undefined, hasDigits: has.every(Boolean), bytes };
}

/** Puts files into the cache that are not there: from an older version's, where the name says what is in it, or from the site. */
async function keep(paths, tell = () => {}, old = []) {
  const cache = await caches.open(cacheName);
  const waiting = [...paths];
  let done = 0;
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const url = addressOf(path);
      if (!(await cache.match(url))) {
        const known = path.startsWith("assets/") ? await inCaches(old, url) : undefined;
        const response = known ?? (await fetch(url));
        // What a newer version of the site no longer has is missed by nobody.
        if (response.ok) await cache.put(url, response);
      }
      tell(++done);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

async function inCaches(names, url) {
  for (const name of names) {
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
  return undefined;
}

/** A new version keeps what the one before kept. */
async function takeOver() {
  const old = (await caches.keys()).filter(
    (name) => name.startsWith(prefix) && name !== digitsName && name !== cacheName,
  );
  const isAll = (await inCaches(old, mark)) !== undefined;
  const opened = [];
  for (const path of Object.keys(pages)) if (await inCaches(old, addressOf(path))) opened.push(path);
  const wanted = isAll ? files : opened.flatMap((path) => [path, ...needsOf(path)]);
  // What is said where nothing was kept must be there.
  await keep(new Set(["offline.html", ...needsOf("offline.html"), ...wanted]), () => {}, old);
  if (isAll) await (await caches.open(cacheName)).put(mark, new Response("yes"));
}

async function answer(event, path) {
  const { request } = event;
  const isDigits = path.startsWith("mnist/");
  const cache = await caches.open(isDigits ? digitsName : cacheName);
  let response = await cache.match(request, { ignoreSearch: true });
  if (!response) {
    try {
      response = await fetch(request);
    } catch (error) {
      const said = request.mode === "navigate" ? await notKept() : undefined;
      if (!said) throw error;
      return said;
    }
    // A redirection is the browser's to follow.
    if (response.type === "opaqueredirect") return response;
    if (response.status === 200 && (isDigits || files.includes(path)))
      event.waitUntil(cache.put(request, response.clone()).catch(() => {}));
  }
  return isolated(response);
}

function isolated(response) {
  const headers = new Headers(response.headers);
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Embedder-Policy", "require-corp");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** A page that says what can be read without a network, at whatever address. */
async function notKept() {
  const page = await (await caches.open(cacheName)).match(addressOf("offline.html"));
  if (!page) return undefined;
  const text = (await page.text()).replaceAll('="./', `="${scope.pathname}`);
  return isolated(new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } }));
}
