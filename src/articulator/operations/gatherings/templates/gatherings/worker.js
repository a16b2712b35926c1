{% load static %}// Opens the desk where there is no network. Only phones that have opened the desk run this.
const DESK = "{% url 'gatherings:desk' gathering.pk key %}";
const TICKETS = "{{ gathering.get_absolute_url }}/ticket/";
const SHELL = "desk {{ gathering.pk }}";
const PARTS = [
  DESK, "{% static 'gatherings/desk.js' %}", "{% static 'ui/tokens.css' %}", "{% static 'ui/ui.css' %}",
  "{% static 'ui/icons.svg' %}", "{% static 'ui/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2' %}",
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
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && path.startsWith(TICKETS)) {
    // A ticket that this phone's camera has read: it belongs to the desk, not to the reader.
    const ticket = path.slice(TICKETS.length).split("/")[0];
    event.respondWith(Response.redirect(`${DESK}#${encodeURIComponent(ticket)}`));
  } else if (PARTS.includes(path)) {
    event.respondWith(fresh(request, path));
  }
});

async function fresh(request, path) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(path, answer.clone());
    if (answer.ok || answer.status < 500) return answer;
  } catch {
    // no network: what was kept serves
  }
  return (await cache.match(path)) ?? Response.error();
}
