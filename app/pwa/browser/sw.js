"use strict";
// The app's files, kept by their content. BUILD and FILES change with every build, and only then
// does a browser see a new worker. A page always gets the files of one build.
const BUILD = "@BUILD@";
const FILES = @FILES@; // path: [sha256, kind]; kind is "core", "engine", "base" or "later"
const HEADERS = @HEADERS@; // with the content security policy, for hosts that send none
const BASE = new URL("./", self.location).href;
const PLACE = new URL(BASE).pathname; // as in place.js
const STORE = "sidenote-files" + (PLACE === "/" ? "" : `-${encodeURIComponent(PLACE)}`);

const keyOf = (path) => `${BASE}kept/${encodeURIComponent(FILES[path][0])}`;
const addressOf = (path) => BASE + (path === "index.html" ? "" : path);
const pathOf = (address) => {
  if (!address.startsWith(BASE)) return undefined;
  const path = decodeURIComponent(new URL(address).pathname.slice(new URL(BASE).pathname.length));
  return path === "" ? "index.html" : path;
};

// Checked against its hash: a half-finished deployment, or a hotel's login page, is never kept.
async function fetched(path) {
  const request = new Request(addressOf(path), { integrity: FILES[path][0], cache: "no-cache" });
  const response = await fetch(request);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  headers.delete("Content-Encoding");
  return new Response(await response.blob(), { status: 200, headers });
}

// Any page of this host can write into the store: what is kept is used only if it is what this
// build was made with.
async function kept(store, path) {
  const found = await store.match(keyOf(path));
  if (!found) return undefined;
  const data = await found.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  if (`sha256-${btoa(String.fromCharCode(...hash))}` !== FILES[path][0]) {
    await store.delete(keyOf(path));
    return undefined;
  }
  const type = found.headers.get("Content-Type") ?? "application/octet-stream";
  return new Response(data, { headers: { ...HEADERS, "Content-Type": type } });
}

async function keep(store, path) {
  if (!(await kept(store, path))) await store.put(keyOf(path), await fetched(path));
}

async function keepAll(store, paths) {
  const next = paths[Symbol.iterator]();
  const work = async () => {
    for (const path of next) await keep(store, path);
  };
  await Promise.all([work(), work(), work(), work()]);
}

const ofKind = (kind) => Object.keys(FILES).filter((path) => FILES[path][1] === kind);

// ---- the snapshot: what builds with the same packages share, and what is this build's own; an
// update fetches the latter only. The page finds the two joined, byte by byte, and unpacked.
const unpacked = ({ body }) => body.pipeThrough(new DecompressionStream("gzip"));

function joined(own, shared) {
  const reader = shared.getReader();
  let rest = new Uint8Array(); // of what is shared, not yet used
  const transform = async (bytes, out) => {
    for (let at = 0; at < bytes.length; ) {
      if (!rest.length) {
        const { value, done } = await reader.read();
        if (done) break;
        rest = value;
      }
      const count = Math.min(rest.length, bytes.length - at);
      for (let each = 0; each < count; each++) bytes[at + each] ^= rest[each];
      rest = rest.subarray(count);
      at += count;
    }
    out.enqueue(bytes);
  };
  return own.pipeThrough(new TransformStream({ transform }));
}

async function keepSnapshot(store) {
  for (const path of ofKind("later")) {
    if (await store.match(keyOf(path))) continue;
    const [base] = ofKind("base");
    await keep(store, base);
    const [own, shared] = [await fetched(path), await kept(store, base)];
    await store.put(keyOf(path), new Response(joined(unpacked(own), unpacked(shared)), { headers: own.headers }));
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const store = await caches.open(STORE);
      await keepAll(store, ofKind("core"));
      // What the build before kept of this browser's engine must be here before the change.
      const engines = await (await store.match(`${BASE}engine`))?.json().catch(() => []);
      await keepAll(store, (engines ?? []).filter((path) => FILES[path]?.[1] === "engine"));
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const store = await caches.open(STORE);
      const wanted = new Set([...Object.keys(FILES).map(keyOf), `${BASE}engine`]);
      for (const { url } of await store.keys()) if (!wanted.has(url)) await store.delete(url);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if (event.data.take) self.skipWaiting();
  if (event.data.keep) event.waitUntil(keepUsed(event.data.keep, event.source));
});

async function keepUsed(addresses, page) {
  const store = await caches.open(STORE);
  const used = addresses.map(pathOf).filter((path) => path && FILES[path]?.[1] === "engine");
  if (used.length) {
    await keepAll(store, used);
    await store.put(`${BASE}engine`, new Response(JSON.stringify(used)));
  }
  page.postMessage({ kept: BUILD });
  await keepSnapshot(store).catch(() => {}); // only makes the next start quicker
  page.postMessage({ warm: BUILD });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = pathOf(request.url);
  if (path === undefined) return;
  if (!Object.hasOwn(FILES, path)) return;
  event.respondWith(
    (async () => {
      const store = await caches.open(STORE);
      const own = await kept(store, path);
      if (own) return own;
      const response = await fetched(path);
      event.waitUntil(store.put(keyOf(path), response.clone()));
      return response;
    })(),
  );
});
