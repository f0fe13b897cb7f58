// Behind the page for reports, and behind a form that is filled in by its link: keeps it on the phone, so that it opens without a signal, and sends what waits when there
// is one again. It is only there if somebody asked for it, and goes when they take it away.
const scope = self.location.pathname.replace(/\/worker\.js$/, "");
const isForm = /\/f\/[^/]+$/.test(scope);
// What waits is delivered at one place, whatever page wrote it.
const reports = scope.replace(/\/f\/[^/]+$/, "/r");
const shelf = isForm ? `notes-form-${scope.split("/").pop()}` : "notes-v1";
const own = isForm ? ["", "/script.js", "/form.json", "/app.webmanifest"] : ["", "/script.js", "/words", "/app.webmanifest"];
const files = [...own.map((file) => scope + file), `${reports}/icon.svg`];

const fill = async () => {
  // All or nothing: half a page is none.
  const answers = [];
  for (const file of files) {
    const answer = await fetch(file, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) throw new Error(`no ${file}`);
    const headers = new Headers(answer.headers);
    for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
    answers.push(new Response(await answer.blob(), { headers }));
  }
  const cache = await caches.open(shelf);
  for (const [at, answer] of answers.entries()) await cache.put(files[at], answer);
};

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The newest page where there is a signal; what is kept where there is none, or a poor one.
const fresh = async (event) => {
  const late = new Promise((_, failed) => setTimeout(() => failed(new Error("late")), 6000));
  const kept = await caches.match(new URL(event.request.url).pathname, { cacheName: shelf });
  try {
    const asked = fetch(event.request);
    return await (kept ? Promise.race([asked, late]) : asked);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (!files.includes(address.pathname)) return;
  event.respondWith(fresh(event));
  if (event.request.mode === "navigate") event.waitUntil(fill().catch(() => {}));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "notes") return;
  event.waitUntil(
    outbox.deliver(reports).then((isEmpty) => {
      // The browser tries again of itself.
      if (!isEmpty) throw new Error("later");
    }),
  );
});
