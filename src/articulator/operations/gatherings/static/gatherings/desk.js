// The desk at the door. Every entry is an operation with an id and a number of its own; it stays in
// this phone until the server has said that it has it. Neither clocks nor the order in which desks
// reach the server matter (methods/checkin.py). Tickets are kept as hashes, never as they are.

const desk = document.querySelector("[data-desk]");
const part = (name) => desk.querySelector(`[data-desk-${name}]`);
const PREFIX = `desk ${desk.dataset.desk} `;
const TICKET = /^[0-9a-hjkmnp-tv-z]{4}([- ]?[0-9a-hjkmnp-tv-z]{4}){3}$/;
const EVERY = 20_000;

let state = JSON.parse(document.getElementById("desk-state").textContent);
const device = remembered("desk device", newId);

// What is not sent yet: one key for each operation, so that two pages never overwrite each other.

function remembered(key, make) {
  const found = localStorage.getItem(key) ?? make();
  localStorage.setItem(key, found);
  return found;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function queue() {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .sort((a, b) => a.number - b.number);
}

function add(operation) {
  const own = Number(localStorage.getItem(`${device} ${desk.dataset.desk}`)) || 0;
  const number = Math.max(own, state.number) + 1;
  localStorage.setItem(`${device} ${desk.dataset.desk}`, number);
  const whole = { id: newId(), device, number, ...operation };
  if (!whole.subject && !whole.ticket && !whole.undoes) whole.subject = whole.id;
  localStorage.setItem(PREFIX + whole.id, JSON.stringify(whole));
  return whole;
}

// Who is in by this phone alone: not sent yet, and not taken back.
function coming() {
  const waiting = queue();
  const undone = new Set(waiting.map((one) => one.undoes));
  return waiting.filter((one) => !one.undoes && !undone.has(one.id));
}

function there() {
  const waiting = queue();
  const known = new Set(waiting.map((one) => one.id));
  const takenBack = waiting.filter((one) => one.undoes && !known.has(one.undoes));
  return state.there + coming().length - takenBack.length;
}

// Letting somebody in

function ticketIn(text) {
  const parts = text.trim().toLowerCase().split(/[/#?]/); // the letters alone, or a whole address
  return (parts.reverse().find((said) => TICKET.test(said)) ?? "").replace(/[- ]/g, "");
}

async function hashed(plain) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(plain));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function letIn(text) {
  const plain = ticketIn(text);
  if (!plain) return entered(add({ name: text.trim().slice(0, 80) }), text.trim() || "Somebody");
  if (!crypto.subtle) return entered(add({ ticket: plain }), `Ticket …${plain.slice(-4)}`);
  const subject = await hashed(plain);
  const short = subject.slice(0, 16);
  const isIn = state.inside.includes(short) || coming().some((one) => one.subject === subject);
  if (isIn) return say("This ticket is in already. Welcome back.");
  const words = state.known.includes(short) ? "Welcome." : "Not on the list yet: it is checked when there is a network.";
  return entered(add({ subject }), `Ticket …${plain.slice(-4)}`, words);
}

function entered(operation, label, words = "Welcome.") {
  const row = document.createElement("li");
  row.dataset.operation = operation.id;
  const name = document.createElement("div");
  name.className = "grow";
  name.textContent = label;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "button quiet";
  undo.textContent = "Take back";
  undo.setAttribute("aria-label", `Take back: ${label}`);
  undo.addEventListener("click", () => takeBack(operation, row, label));
  row.append(name, undo);
  part("last").prepend(row);
  [...part("last").children].slice(8).forEach((old) => old.remove());
  say(words);
  return sync();
}

function takeBack(operation, row, label) {
  add({ undoes: operation.id });
  row.remove();
  say(`${label}: taken back.`);
  return sync();
}

// Sending, one message after the other

let sending = false;

async function sync() {
  show();
  if (sending) return;
  sending = true;
  try {
    const waiting = queue().slice(0, 200);
    const answer = await fetch(desk.dataset.sync, {
      method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ operations: waiting }),
    });
    if (answer.ok) taken(await answer.json());
    else say(answer.status === 404 ? "This link opens no desk any more. Ask a host for the new one; nothing is lost." : (await answer.json()).error);
  } catch {
    part("queue").dataset.away = "yes"; // no network: the queue waits
  } finally {
    sending = false;
    show();
  }
}

function taken(said) {
  delete part("queue").dataset.away;
  for (const id of [...said.taken, ...said.unknown]) localStorage.removeItem(PREFIX + id);
  for (const id of said.unknown) {
    part("last").querySelector(`[data-operation="${id}"]`)?.remove();
    say("One ticket was not of this gathering. Ask for a name instead.");
  }
  state = said;
  if (queue().length) setTimeout(sync, 0);
}

// Showing

function say(words) {
  part("says").textContent = words;
}

function show() {
  const waiting = queue().length;
  part("there").textContent = there();
  part("save").hidden = waiting === 0;
  part("queue").textContent = waiting
    ? `${waiting} not sent yet. They are kept in this phone and go by themselves.`
    : part("queue").dataset.away ? "No network. Everything so far is sent." : "Everything is sent.";
}

function save() {
  const file = new Blob([JSON.stringify({ operations: queue() })], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "desk.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

// The camera, where the browser can read codes by itself

async function camera() {
  const video = part("video");
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.hidden = false;
  await video.play();
  const look = async () => {
    const [found] = await reader.detect(video).catch(() => []);
    if (found && ticketIn(found.rawValue)) await letIn(found.rawValue);
    setTimeout(look, found ? 1500 : 250);
  };
  look();
}

desk.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = desk.querySelector("#said");
  letIn(field.value);
  field.value = "";
  field.focus();
});
part("save").addEventListener("click", save);
if ("BarcodeDetector" in window && navigator.mediaDevices) {
  part("camera").hidden = false;
  part("camera").addEventListener("click", () => camera().catch(() => say("The camera does not open. Type the letters instead.")));
}
const scanned = () => {
  if (location.hash.length < 2) return;
  const text = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  letIn(text);
};
addEventListener("hashchange", scanned);
addEventListener("online", sync);
document.addEventListener("visibilitychange", () => document.hidden || sync());
setInterval(sync, EVERY);
navigator.storage?.persist?.();
navigator.serviceWorker?.register(desk.dataset.worker, { scope: desk.dataset.scope }).catch(() => say("Without a network this page will not open here. Keep paper ready."));
sync();
scanned();
