// A page that lives. It asks every second or two whether anything has changed (204: no), takes the
// new part if so, counts down by the server's clock, and says how old it is when nobody answers.
// Without this file the page loads itself anew from time to time. Contract: docs/steps.md.

const EVERY = 1600; // milliseconds between two questions; five hundred phones are 310 a second
const SLOWEST = 10000; // when nobody answers
const PATIENCE = 5000; // for one answer
const OLD = 6000; // from when on a page says how old it is
const TOLD_AT = [60, 30, 0]; // seconds left at which a reader of screens is told

function live(part) {
  const { pulse, view } = part.dataset;
  const says = document.querySelector("[data-live-says]");
  const age = document.querySelector("[data-live-age]");
  let mark = part.dataset.mark;
  let ahead = Number(part.dataset.clock) * 1000 - Date.now(); // the server's clock against ours
  let surest = Infinity; // the quickest answer so far knows the server's clock best
  let fresh = Date.now();
  let missed = 0;
  let timer = 0;
  let leaving = false;
  let lastLeft = null;

  async function ask() {
    clearTimeout(timer);
    const sent = Date.now();
    try {
      const answer = await fetch(`${pulse}?seen=${encodeURIComponent(mark)}`, {
        signal: AbortSignal.timeout(PATIENCE), cache: "no-store", redirect: "error",
      });
      if (answer.status >= 500 || answer.status === 429) throw new Error(answer.status);
      if (answer.status >= 400) return gone();
      const text = answer.status === 200 ? await answer.text() : null;
      setClock(answer.headers.get("X-Clock"), sent);
      if (text !== null && !leaving) show(text, answer.headers.get("X-Mark"));
      fresh = Date.now();
      missed = 0;
    } catch {
      missed += 1;
    }
    tellAge();
    again();
  }

  function again() {
    if (document.hidden && view !== "screen") return; // whoever looks again asks again
    const wait = Math.min(SLOWEST, EVERY * 2 ** Math.min(missed, 5));
    timer = setTimeout(ask, wait * (0.85 + Math.random() * 0.3)); // not all at once
  }

  function setClock(said, sent) {
    const took = Date.now() - sent;
    if (!said || took > surest) return;
    surest = took;
    ahead = Number(said) * 1000 + took / 2 - Date.now();
  }

  function show(text, next) {
    const focused = document.activeElement?.id;
    const open = new Set([...part.querySelectorAll("details[open][id]")].map((one) => one.id));
    const before = part.querySelector("[data-step]")?.dataset.step;
    part.innerHTML = text;
    mark = next;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    const now = part.querySelector("[data-step]");
    if (now && now.dataset.step !== before) {
      lastLeft = null;
      say(now.dataset.words);
    }
    count();
  }

  function count() {
    const face = part.querySelector("[data-until]");
    if (!face) return;
    const { until, left } = face.dataset;
    const seconds = left ? Number(left) : Math.ceil((Number(until) * 1000 - Date.now() - ahead) / 1000);
    face.textContent = written(seconds);
    face.classList.toggle("over", seconds < 0);
    const passed = TOLD_AT.find((at) => lastLeft !== null && lastLeft > at && seconds <= at);
    if (passed !== undefined) say(passed ? `${passed} seconds left.` : "The time of this step is over.");
    lastLeft = seconds;
  }

  function written(seconds) {
    const whole = Math.abs(seconds);
    const two = (n) => String(n).padStart(2, "0");
    return `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${two(whole % 60)}`;
  }

  function tellAge() {
    const old = Date.now() - fresh;
    age.hidden = old < OLD;
    if (age.hidden) return;
    const seconds = Math.round(old / 1000);
    const words = seconds < 90 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
    age.textContent = `No connection. This page is ${words} old; it catches up by itself.`;
  }

  function gone() {
    age.hidden = false;
    age.textContent = "This page has moved or closed. Load it again.";
  }

  function say(words) { if (says) says.textContent = words; }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) { tellAge(); ask(); } });
  addEventListener("online", ask);
  addEventListener("pageshow", (event) => { leaving = false; if (event.persisted) ask(); });
  // A form that a script sends leaves the page where it is.
  document.addEventListener("submit", (event) => { leaving = !event.defaultPrevented; });
  setInterval(() => { count(); if (!document.hidden || view === "screen") tellAge(); }, 250);
  if (view === "screen") stayAwake();
  count();
  again();
}

// A projector does not go dark in the middle of an evening, where the browser can help it.
async function stayAwake() {
  try {
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch { /* it may go dark then */ }
  document.addEventListener("visibilitychange", stayAwake, { once: true });
}

function start() {
  for (const part of document.querySelectorAll("[data-live]")) live(part);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
