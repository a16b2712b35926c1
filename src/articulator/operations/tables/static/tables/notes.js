// The pad of a table on a phone whose connection comes and goes. The form works without this file;
// with it, every line is kept on the phone until the house has it, and sent again with the same
// key, so that it arrives once. Contract: docs/tables.md.

const AGAIN = 4000; // after a failed try

function noting(form) {
  const area = form.querySelector("textarea");
  const says = form.querySelector("[data-says]");
  const list = form.querySelector("[data-waiting]");
  const store = `notes ${form.dataset.noting}`;
  let lines = kept(); // [{key, text}]: what the house does not have yet
  let busy = false;
  let timer = 0;

  function kept() {
    try { return JSON.parse(localStorage.getItem(store) ?? "[]"); } catch { return []; }
  }

  function keep() {
    try { localStorage.setItem(store, JSON.stringify(lines)); } catch { /* a private window */ }
    list.replaceChildren(...lines.map(({ text }) => {
      const item = document.createElement("li");
      item.textContent = `${text} (not sent yet)`;
      return item;
    }));
  }

  function say(words) { if (says.textContent !== words) says.textContent = words; }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, AGAIN);
  }

  async function send() {
    clearTimeout(timer);
    if (busy || !lines.length) return;
    busy = true;
    const done = await once(lines[0]);
    busy = false;
    if (!done) return later();
    lines = lines.slice(1);
    keep();
    if (lines.length) return send();
    document.body.dispatchEvent(new CustomEvent("noted"));
  }

  // Whether the line needs no further try.
  async function once({ key, text }) {
    const body = new FormData(form);
    body.set("key", key);
    body.set("_key", key);
    body.set("text", text);
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.status >= 500 || answer.status === 429 || answer.type === "opaqueredirect") throw new Error(String(answer.status));
      const reply = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.ok) say("On the pad.");
      else give_back(text, reply.refused);
      return true;
    } catch {
      say("No connection. Your lines are safe on this phone, and are sent by themselves.");
      return false;
    }
  }

  function give_back(text, why) {
    if (!area.value) area.value = text;
    say(why ?? "This could not be noted. Load the page again.");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (!text) return;
    lines.push({ key: crypto.randomUUID?.() ?? random(), text });
    area.value = "";
    area.focus();
    keep();
    send();
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  keep();
  send();
}

// Where a page came without https, browsers have no randomUUID.
function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

document.querySelectorAll("form[data-noting]").forEach(noting);
