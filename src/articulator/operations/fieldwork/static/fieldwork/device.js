// The list in this phone: loading it, writing down, sending. Whatever is written is sealed at once.

import { newId, seal } from "./seal.js";
import { openStore } from "./store.js";

const AT_ONCE = 25; // envelopes in a message
const FEW_SLIPS = 15;

export class Device extends EventTarget {
  constructor(page) {
    super();
    this.page = page; // addresses and the packet's id
    this.problem = "";
  }

  async open() {
    this.store = await openStore(this.page.packet);
    await this.read();
    await this.checkTime();
  }

  async read() {
    const [list, marks, sealed] = await Promise.all([
      this.store.read("list", "list"), this.store.all("marks"), this.store.all("sealed"),
    ]);
    this.list = list;
    this.marks = marks;
    this.draft = sealed.get("draft");
    sealed.delete("draft");
    this.sealed = sealed;
    this.dispatchEvent(new Event("change"));
  }

  // The clock of the server as far as we know it; it never runs back, whatever the phone's does.
  now() {
    return Math.max(Date.now() + (this.list?.skew ?? 0), this.list?.seen ?? 0);
  }

  get waiting() {
    return this.sealed.size + (this.draft ? this.draft.items.length : 0);
  }

  async checkTime() {
    if (!this.list) return;
    const seen = this.now();
    if (seen >= this.list.until) return this.end("The week is over. Ask for a new link.");
    this.list.seen = seen;
    await this.store.write((store) => store("list").put(this.list, "list"));
  }

  // Fetching the list

  async fetchList() {
    const answer = await fetch(this.page.data, { cache: "no-store" });
    if (answer.status === 410) return this.end((await answer.json()).over);
    if (answer.status === 404) return this.end("This list is with another phone now.");
    if (!answer.ok) throw new Error(`The list could not be fetched (${answer.status}).`);
    const list = await answer.json();
    list.skew = list.now - Date.now();
    list.seen = list.now;
    await this.store.write((store) => store("list").put(list, "list"));
    await this.read();
  }

  // The list goes; what is sealed stays until the server has it.
  async end(words) {
    this.over = words;
    await this.store.forget(this.draft?.items ?? []);
    await this.read();
  }

  // Writing down

  envelope(id, said) {
    return seal(said, this.list.key, `${this.page.packet} ${id}`).then((text) => ({ id, envelope: text }));
  }

  // One call at a place that came to nothing, or that was the last one there.
  async call(place, outcome) {
    const item = await this.envelope(newId(this.now()), { kind: "visit", place: place.id, outcome, at: Date.now() });
    await this.store.write((store) => {
      store("sealed").put(item.envelope, item.id);
      store("marks").put(outcome === "never" ? "done" : "tried", place.id);
    });
    await this.read();
  }

  begin(place) {
    const slip = this.list.slips[0] ?? null;
    return { place, slip, visit: newId(this.now()), answers: newId(this.now()), at: Date.now(), said: {} };
  }

  // What was said so far, sealed under the same id again: a phone that dies loses no answer.
  async keep(interview) {
    const { place, slip, visit, answers, at, said } = interview;
    const items = await Promise.all([
      this.envelope(visit, { kind: "visit", place: place.id, outcome: "spoke", at }),
      this.envelope(answers, { kind: "answers", place: place.id, answers: said, thread: slip?.key ?? "", at }),
    ]);
    // From now on the slip is this person's alone, whatever happens to the phone.
    this.list.slips = this.list.slips.filter(({ key }) => key !== slip?.key);
    await this.store.write((store) => {
      store("sealed").put({ place: place.id, items }, "draft");
      store("list").put(this.list, "list");
    });
    this.draft = { place: place.id, items };
  }

  // What ties an interview to its door goes: envelopes without an address are left.
  async finish(contact = null) {
    const reached = contact && await this.envelope(newId(this.now()), { kind: "contact", ...contact });
    const { place, items } = this.draft;
    if (reached) items.push(reached);
    await this.store.write((store) => {
      for (const { id, envelope } of items) store("sealed").put(envelope, id);
      store("marks").put("done", place);
      store("sealed").delete("draft");
    });
    await this.read();
  }

  // The person wants none of it kept: it goes from the phone before anybody has read it.
  async dropDraft() {
    await this.store.write((store) => store("sealed").delete("draft"));
    await this.read();
  }

  // Sending, one message after the other

  async send() {
    if (this.sending) return;
    this.sending = true;
    try {
      do await this.sendSome();
      while (this.sealed.size && !this.problem);
    } catch {
      this.away = true; // no network: what is sealed waits
    } finally {
      this.sending = false;
      this.dispatchEvent(new Event("change"));
    }
  }

  async sendSome() {
    const items = [...this.sealed].slice(0, AT_ONCE).map(([id, envelope]) => ({ id, envelope }));
    const wanted = this.list && this.list.slips.length < FEW_SLIPS ? 30 : 0;
    const answer = await fetch(this.page.send, {
      method: "POST", cache: "no-store", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ now: Date.now(), waiting: this.waiting - items.length, slips: wanted, items }),
    });
    this.away = false;
    if (answer.ok) return this.heard(await answer.json());
    this.problem = answer.status === 410 ? (await answer.json()).over
      : answer.status === 404 ? "The server does not know this phone any more. Save what is not sent as a file, and take it to whoever gave you the list."
      : answer.status === 429 ? "" : "The server could not take it. It is tried again.";
    if (answer.status === 429) throw new Error("later");
  }

  async heard(said) {
    this.problem = "";
    const list = this.list;
    if (list && !said.over) {
      list.until = said.until;
      list.skew = said.now - Date.now();
      list.seen = said.now;
      list.places = list.places.filter(({ id }) => !said.gone.includes(id) || this.marks.has(id));
      list.slips.push(...said.slips);
    }
    await this.store.write((store) => {
      for (const id of [...said.taken, ...said.held]) store("sealed").delete(id);
      if (list && !said.over) store("list").put(list, "list");
    });
    if (said.over && list) await this.end(said.over);
    else await this.read();
  }

  async giveBack() {
    await this.send();
    if (this.waiting) return false;
    await fetch(this.page.back, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    await this.end("Thank you. The list is back.");
    return true;
  }

  rescue() {
    const items = [...this.sealed].map(([id, envelope]) => ({ id, envelope }));
    return new Blob([JSON.stringify({ now: Date.now(), waiting: 0, items })], { type: "application/json" });
  }
}
