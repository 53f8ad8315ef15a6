// Keeps the whole build in the browser, so that the studio opens and trains without a network.
// BUILD is put before this text when the page is built: { version, policy, files: [path, sha256][] }.
// A build is kept whole or not at all, and a page is served from the build it came from: builds never mix.
/* global BUILD */
const PREFIX = 'wellspring-';
const CACHE = PREFIX + BUILD.version;
const INDEX = 'index.html';

const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('');
const urlOf = (path) => new URL(path, self.registration.scope).href;

/** One file, as the build lists it, or an error: a server that is being updated may give a file of another build. */
async function fetched([path, sum]) {
  const url = urlOf(path);
  // names of assets hold their content's hash, so an older build's file of that name is the same file
  const known = path.startsWith('assets/') ? await caches.match(url, { ignoreVary: true }) : undefined;
  const response = known ?? (await fetch(url, { cache: path.startsWith('assets/') ? 'default' : 'reload' }));
  if (!response.ok) throw new Error(`${path} could not be fetched (${response.status})`);
  const body = await response.arrayBuffer();
  if (hex(await crypto.subtle.digest('SHA-256', body)) !== sum) throw new Error(`${path} is of another build`);
  const headers = new Headers({ 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' });
  // workers take their policy from their response, not from the page
  headers.set('content-security-policy', BUILD.policy);
  return [url, new Response(body, { headers })];
}

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      try {
        // few at a time: the page is using the network too
        for (let at = 0; at < BUILD.files.length; at += 6)
          for (const [url, response] of await Promise.all(BUILD.files.slice(at, at + 6).map(fetched))) await cache.put(url, response);
      } catch (error) {
        await caches.delete(CACHE);
        throw error;
      }
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      // the newest of the others stays, for pages of it that are still open
      for (const name of others.slice(0, -1)) await caches.delete(name);
      if (others.length === 0) await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const home = url.pathname === new URL(self.registration.scope).pathname || url.pathname === new URL(urlOf(INDEX)).pathname;
  if (request.mode === 'navigate' && !home) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      const kept =
        request.mode === 'navigate'
          ? await cache.match(urlOf(INDEX), { ignoreVary: true })
          : ((await cache.match(request, { ignoreVary: true })) ?? (await caches.match(request, { ignoreVary: true })));
      return kept ?? fetch(request);
    })(),
  );
});
