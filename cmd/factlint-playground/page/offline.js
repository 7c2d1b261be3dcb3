// The service worker: it keeps the files of the page, so that it works without a network.
// The build puts in their list, and a version made of what they hold.
const version = "VERSION";
const files = FILES;

addEventListener("install", (e) => {
  skipWaiting();
  e.waitUntil(caches.open(version).then((cache) => cache.addAll(["./", ...files])));
});

addEventListener("activate", (e) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name.startsWith("factlint-") && name !== version) await caches.delete(name);
    await clients.claim();
  };
  e.waitUntil(old());
});

addEventListener("fetch", (e) => {
  e.respondWith(caches.match(e.request, { ignoreSearch: true, cacheName: version }).then((kept) => kept ?? fetch(e.request)));
});
