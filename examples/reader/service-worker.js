// Keeps the reader itself and the pictures it has shown. The pages are in IndexedDB: see js/mirror.js.

const SHELL = "shell-1";
const PICTURES = "pictures-1";
const FILES = [
  "./", "index.html", "reader.css", "config.js",
  "js/main.js", "js/api.js", "js/forms.js", "js/mirror.js", "js/show.js",
];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then(async (names) => {
    for (const name of names) if (![SHELL, PICTURES].includes(name)) await caches.delete(name);
    await clients.claim();
  }));
});

// The network first, so that a new version of the reader is seen at once.
async function newestOrKept(request, name) {
  const cache = await caches.open(name);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

async function keptOrNewest(request, name) {
  const cache = await caches.open(name);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok || response.type === "opaque") await cache.put(request, response.clone());
  return response;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (new URL(request.url).origin === location.origin) event.respondWith(newestOrKept(request, SHELL));
  else if (request.destination === "image") event.respondWith(keptOrNewest(request, PICTURES));
});
