// Writing one field on a phone whose connection comes and goes. The form works without this file;
// with it, the text is sent while somebody writes, kept on the phone until the house has it, and
// sent again with the same key, so that it arrives once. Contract: docs/incubator.md.

const PAUSE = 4000; // after the last keystroke
const AGAIN = 5000; // after a failed try

function writing(form) {
  const area = form.querySelector("textarea");
  const base = form.querySelector("[name=base]");
  const says = form.querySelector("[data-says]");
  const count = form.querySelector("[data-words]");
  const most = Number(count.dataset.words);
  const store = `unsent ${location.pathname}`;
  let sent = area.value;
  let pending = null; // {text, base, key}: what is on its way, until the house has answered
  let timer = 0;
  let stopped = false;
  let leaving = false;

  const words = (text) => (text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []).length;
  const say = (text) => { if (says.textContent !== text) says.textContent = text; };

  function counted() {
    const left = most - words(area.value);
    count.textContent = left >= 0 ? `${left} words left` : `${-left} words too many`;
    count.classList.toggle("error", left < 0);
  }

  function keep() {
    try { localStorage.setItem(store, JSON.stringify({ text: area.value, base: base.value })); } catch { /* a private window */ }
  }

  function forget() {
    if (leaving) return; // the next page may have been drawn before the text arrived
    try { localStorage.removeItem(store); } catch { /* as above */ }
  }

  function bring() {
    try {
      const kept = JSON.parse(localStorage.getItem(store) ?? "null");
      if (!kept) return;
      if (kept.text === area.value) { // it had arrived, and only the answer was lost
        forget();
        return say("Saved.");
      }
      area.value = kept.text;
      base.value = kept.base;
      say("You had written this without a connection. It is being sent.");
      later(0);
    } catch { /* as above */ }
  }

  function later(wait) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(send, wait);
  }

  async function send() {
    if (!pending && area.value === sent) return;
    pending ??= { text: area.value, base: base.value, key: crypto.randomUUID() };
    const body = new FormData(form);
    body.set("text", pending.text);
    body.set("base", pending.base);
    body.set("_key", pending.key);
    body.set("stays", "on");
    let answer;
    try {
      answer = await fetch(form.action || location.href, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.status >= 500 || answer.status === 429 || answer.type === "opaqueredirect") throw new Error(String(answer.status));
    } catch {
      say("No connection. Your text is safe on this phone, and is sent by itself.");
      return later(AGAIN);
    }
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) return taken(await answer.json());
    say("This could not be saved by itself. Press the button.");
    stopped = true;
  }

  function taken(reply) {
    if (reply.refused) { stopped = true; return say(reply.refused); }
    if (reply.two) return clash(reply.two);
    const untouched = area.value === pending.text;
    if (untouched) {
      area.value = reply.text; // the house tidies spaces; or another text stands and this one is old
      forget();
      say("Saved.");
    }
    if (untouched || reply.text === pending.text.trim()) base.value = reply.base;
    sent = untouched ? area.value : pending.text;
    pending = null;
    counted();
    if (!untouched) later(PAUSE);
  }

  function clash(address) {
    stopped = true;
    forget();
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "See both, side by side";
    says.replaceChildren("Somebody else wrote here, too. Both texts are kept. ", link);
  }

  area.addEventListener("input", () => { counted(); keep(); later(PAUSE); });
  addEventListener("beforeunload", () => { leaving = true; });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) later(0); });
  form.addEventListener("submit", () => { stopped = true; clearTimeout(timer); forget(); });
  counted();
  bring();
}

document.querySelectorAll("form[data-writing]").forEach(writing);
