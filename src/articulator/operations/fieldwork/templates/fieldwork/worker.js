{% load static %}// Opens the list where there is no network. It keeps the page and its parts, nothing that anybody said.
const PAGE = "{% url 'fieldwork:walk' packet.pk %}";
const SHELL = "walk {{ packet.pk }}";
const PARTS = [
  PAGE, "{% static 'fieldwork/walk.js' %}", "{% static 'fieldwork/device.js' %}", "{% static 'fieldwork/store.js' %}",
  "{% static 'fieldwork/seal.js' %}", "{% static 'fieldwork/parts.js' %}", "{% static 'fieldwork/questions.js' %}",
  "{% static 'fieldwork/walk.css' %}", "{% static 'ui/tokens.css' %}", "{% static 'ui/ui.css' %}",
  "{% static 'ui/thread.svg' %}", "{% static 'ui/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2' %}",
];

self.addEventListener("install", (event) => {
  const fetchAll = async () => {
    const cache = await caches.open(SHELL);
    await cache.addAll(PARTS.map((part) => new Request(part, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fetchAll());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && PARTS.includes(path)) event.respondWith(fresh(event.request, path));
});

async function fresh(request, path) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(path, answer.clone());
    if (answer.ok) return answer;
  } catch {
    // no network: what was kept serves
  }
  // A list that is with another phone now still opens here, to send what is sealed.
  return (await cache.match(path)) ?? fetch(request);
}
