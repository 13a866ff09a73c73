/** Keeps the page's own files, so that the terminal opens without a network. Everything else goes to the centre. */

// The compiler knows pages and workers by the same name.
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const SHELL = 'shell';
const HOME = '/terminal/';
/** A network that answers nothing is none, ms. */
const PATIENCE = 4000;

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  const answer = await fetch(`${HOME}files.json`, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`files.json: ${answer.status}`);
  const names = (await answer.json()) as string[];
  const wanted = new Set([HOME, ...names.filter((name) => name !== 'index.html').map((name) => HOME + name)]);
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  await cache.addAll([...wanted].filter((path) => path === HOME || !kept.includes(path)));
  await Promise.all(kept.filter((path) => !wanted.has(path)).map((path) => cache.delete(path)));
}

/** The newest page where there is a network, else the one that was kept. */
async function openPage(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) void keepShell().catch(() => undefined);
    return answer;
  } catch {
    return (await cache.match(HOME)) ?? Response.error();
  }
}

/** Names of the page's files hold their content's hash: one that is kept is right. */
async function openFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || !pathname.startsWith(HOME)) return;
  event.respondWith(request.mode === 'navigate' ? openPage(request) : openFile(request));
});
