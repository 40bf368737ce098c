// Keeps the app on the phone, so that it opens with no signal. It keeps the app's own files and nothing else: no
// answer of the server and no person's data is ever in its cache.
export {};
declare const SHELL: string[];
declare const self: ServiceWorkerGlobalScope;

const NAME = `shell-${SHELL.join()}`;

self.addEventListener("install", event => {
  event.waitUntil(
    caches
      .open(NAME)
      .then(cache => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", event => {
  event.waitUntil(
    caches
      .keys()
      .then(names => Promise.all(names.filter(n => n !== NAME).map(n => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

// The page itself from the network while there is one, so that a new version is seen; its hashed parts from here.
self.addEventListener("fetch", event => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !SHELL.includes(path)) return;
  const kept = () => caches.match(path).then(found => found ?? Response.error());
  event.respondWith(
    event.request.mode === "navigate"
      ? fetch(event.request).catch(kept)
      : caches.match(path).then(found => found ?? fetch(event.request)),
  );
});
