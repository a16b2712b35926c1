// The screens, one at a time: the list, a door, the questions, how to reach somebody, their slip.
// The thumb's buttons stand at the bottom. Without a network everything works; it is sent later.

import { Device } from "./device.js";
import { ago, button, code, el, notice } from "./parts.js";
import { field, reach } from "./questions.js";

const root = document.querySelector("[data-walk]");
const [top, main, thumb] = ["top", "main", "thumb"].map((name) => root.querySelector(`[data-walk-${name}]`));
const device = new Device({ ...root.dataset });
const EVERY = 30_000;
let at = "list";

function show(name, parts, buttons, focus = true) {
  at = name;
  root.dataset.at = name;
  main.replaceChildren(...parts.flat().filter(Boolean));
  thumb.replaceChildren(...buttons.flat().filter(Boolean));
  showTop();
  if (focus) {
    scrollTo(0, 0);
    main.querySelector("h1")?.focus();
  }
}

function heading(words, above = "") {
  return [above && el("p", { class: "above" }, above), el("h1", { tabindex: "-1" }, words)];
}

function showTop() {
  const waiting = device.waiting ?? 0;
  const words = device.problem ? device.problem
    : waiting ? `${waiting} not sent yet. Sealed, and kept in this phone.`
    : device.away ? "No network. Everything so far is sent." : "Everything is sent.";
  top.replaceChildren(el("p", { role: "status", "data-walk-state": true, class: waiting ? "waits" : "" }, words));
  if (waiting && !device.sending) top.append(button("Send now", "link", sync, { "data-walk-send": true }));
}

function sync() {
  return device.send().then(() => (at === "list" || !device.list) && list(false));
}

// The list

const addressOf = (place) => [place.label, place.street].filter(Boolean).join(" ");
const markOf = (place) => device.marks.get(place.id) ?? (place.tried ? "tried" : "");
const left = () => device.list.places.filter((place) => !device.list.byDoor || markOf(place) !== "done");

function list(focus = true) {
  if (!device.list) return over();
  if (device.draft) return cut();
  const { name, words, places, byDoor } = device.list;
  const streets = Map.groupBy ? Map.groupBy(places, ({ street }) => street) : grouped(places);
  const open = left();
  const next = open.find((place) => !markOf(place)) ?? open[0];
  const far = byDoor ? `${device.list.total - open.length} of ${device.list.total} done` : "";
  show("list", [
    heading(name, far),
    words && el("p", { class: "lead" }, words),
    [...streets].map(([street, own]) => streetOf(street, own)),
    el("details", {}, el("summary", {}, "When you are done, or if something is wrong"), ending()),
  ], [next ? button(byDoor || places.length > 1 ? `Next: ${addressOf(next)}` : "Begin", "primary", () => door(next)) : button("All done: give the list back", "primary", giveBack)], focus);
}

function grouped(places) {
  const found = new Map();
  for (const place of places) found.set(place.street, [...(found.get(place.street) ?? []), place]);
  return found;
}

function streetOf(street, places) {
  const doors = places.map((place) => {
    const mark = markOf(place);
    const words = { done: "done", tried: "tried" }[mark] ?? "";
    const closed = mark === "done" && device.list.byDoor;
    return el("li", {}, el(
      "button", { type: "button", class: `place ${mark}`, disabled: closed, onclick: () => door(place) },
      el("strong", {}, place.label || street), words && el("span", {}, words),
    ));
  });
  const whole = places.length === 1 && !places[0].label;
  return el("section", {}, !whole && el("h2", {}, street), el("ul", { class: whole ? "places whole" : "places" }, doors));
}

function ending() {
  return el(
    "div", {},
    el("p", {}, "Giving the list back sends what is left and deletes the list from this phone."),
    button("Give the list back", "quiet", giveBack),
    device.sealed.size > 0 && el("p", {}, "No network for days? Save it as a file and take that to whoever gave you the list. It is sealed."),
    device.sealed.size > 0 && button("Save what is not sent", "quiet", save),
  );
}

async function giveBack() {
  if (await device.giveBack().catch(() => false)) return over();
  list();
  main.prepend(notice("warning", "Not everything is sent yet, so the list stays here. Try again where there is a network."));
}

function save() {
  const link = el("a", { href: URL.createObjectURL(device.rescue()), download: "sealed.json" });
  link.click();
  URL.revokeObjectURL(link.href);
}

function over() {
  show("over", [
    heading("No list here"),
    el("p", {}, device.over ?? "This phone holds no list. Open the page once where there is a network."),
    device.waiting > 0 && notice("warning", `${device.waiting} sealed and not sent yet. Leave this page on the phone until they are.`),
    device.waiting > 0 && button("Save what is not sent", "quiet", save),
  ], [button(device.waiting ? "Send now" : "Look again", "primary", () => (device.waiting ? sync() : start()))]);
}

// An interview that a dead battery or a call cut short. Nobody can read it here any more.

function cut() {
  const place = device.list.places.find(({ id }) => id === device.draft.place);
  show("cut", [
    heading("Cut short", place ? addressOf(place) : ""),
    el("p", {}, "The last talk was not finished. What was said until then is sealed; this phone cannot read it. Throw it away if the person would not want it sent."),
  ], [
    button("Keep what was said", "primary", () => device.finish().then(() => { list(); sync(); })),
    button("Throw it away", "quiet", () => device.dropDraft().then(() => list())),
  ]);
}

// A door

function door(place) {
  const { survey, unit, byDoor, canRefuse } = device.list;
  const many = survey.questions.length;
  const tried = place.tried && !device.marks.has(place.id) ? `Nobody spoke with us here ${ago(place.tried, device.now())}.` : "";
  const say = `“We are from ${unit}. We ask everybody here ${many === 1 ? "one question" : `${many} questions`}. No names. You can stop at any moment, and take it back later. May I?”`;
  const tell = (outcome) => () => device.call(place, outcome).then(() => { list(); sync(); });
  show("door", [
    heading(place.label || place.street, place.label ? place.street : ""),
    tried && el("p", {}, tried),
    el("blockquote", {}, say),
    survey.lead && el("p", { class: "lead" }, survey.lead),
  ], [
    button("They talk", "primary", () => interview(place)),
    byDoor && button("Nobody there", "quiet", tell("nobody")),
    button("Not now", "quiet", tell("later")),
    canRefuse && button("Never again", "danger", () => never(place, tell("never"))),
    button("Back", "link", () => list()),
  ]);
}

function never(place, tell) {
  show("never", [
    heading("Never call here again?", addressOf(place)),
    el("p", {}, "Nobody of ours comes to this door again, with no list, ever. Only the people who live here can change that."),
  ], [button("Yes, never again", "danger", tell), button("Back", "quiet", () => door(place))]);
}

// The questions

async function interview(place) {
  const begun = device.begin(place);
  await device.keep(begun);
  await ask(begun, 0);
}

async function ask(begun, number) {
  const { questions } = device.list.survey;
  const question = questions[number];
  if (!question) return contact(begun);
  const { node, read } = field(question, begun.said);
  const go = (step) => async () => {
    for (const key of [question.key, question.own]) delete begun.said[key];
    Object.assign(begun.said, read());
    await device.keep(begun);
    await ask(begun, number + step);
  };
  const answered = () => Object.keys(read()).length > 0;
  const next = button(answered() ? "Next" : "Skip", "primary", go(1));
  node.addEventListener("input", () => { next.textContent = answered() ? "Next" : "Skip"; });
  show("ask", [
    heading(question.text, `${question.theme ? `${question.theme}, ` : ""}${number + 1} of ${questions.length}`),
    question.kind === "several" && el("p", {}, "As many as fit."),
    node,
  ], [
    next,
    number > 0 && button("Back", "quiet", go(-1)),
    button("They stop", "link", () => stop(begun, number)),
  ]);
}

function stop(begun, number) {
  show("stop", [heading("They stop"), el("p", {}, "May what was said so far be kept? If not, it goes from this phone now, and nobody reads it.")], [
    button("Keep what was said", "primary", () => slip(begun)),
    button("Throw it away", "danger", () => device.dropDraft().then(() => device.call(begun.place, "later")).then(() => { list(); sync(); })),
    button("They go on", "link", () => ask(begun, number)),
  ]);
}

// How to reach them: beside what they said, not with it

function contact(begun) {
  const { node, read, valid } = reach(device.list.purposes);
  const wrong = el("p", { class: "error", role: "alert", hidden: true }, "A mail address and a tick, or “No, thanks”.");
  const write = () => {
    const said = read();
    if (!valid() || !said.purposes.length) { wrong.hidden = false; return; }
    const thread = said.purposes.includes(device.list.results) ? begun.slip?.key ?? "" : "";
    slip(begun, { ...said, thread });
  };
  show("contact", [
    heading("May we come back to them?", "Apart from the answers"),
    el("p", {}, "A name is not kept with what they said. A letter asks whether it was them; without their yes it is deleted."),
    node, wrong,
  ], [button("Write it down", "primary", write), button("No, thanks", "quiet", () => slip(begun))]);
}

// The slip

async function slip(begun, reached = null) {
  await device.finish(reached);
  sync();
  const { slip: own } = begun;
  show("slip", [
    heading("Theirs to keep"),
    own
      ? [el("p", {}, "Let them take a picture of this, or write the letters on a slip. With it they see what became of what they said, and can take it back."),
         code(own, "A code that leads to what became of it"), el("p", { class: "letters-big" }, own.spaced)]
      : [el("p", {}, "There is no slip left in this phone. Give them a paper one, or tell them the name of this survey.")],
  ], [button("Next", "primary", () => list())]);
}

// Beginning

async function start() {
  delete device.over;
  if (!device.list) await device.fetchList().catch(() => {});
  list();
}

async function alone(run) {
  if (!navigator.locks) return run();
  return navigator.locks.request(`walk ${root.dataset.packet}`, { ifAvailable: true }, (lock) => {
    if (!lock) return show("over", [heading("Open in another tab"), el("p", {}, "This list is open elsewhere on this phone. Close this tab and go on there.")], []);
    run();
    return new Promise(() => {}); // as long as this page is open
  });
}

async function run() {
  await device.open();
  device.addEventListener("change", showTop);
  await start();
  await sync();
  addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => document.hidden || device.checkTime().then(sync));
  setInterval(() => device.waiting && sync(), EVERY);
  navigator.storage?.persist?.();
  navigator.serviceWorker?.register(root.dataset.worker).then(() => navigator.serviceWorker.ready).then(() => { root.dataset.ready = "yes"; });
}

function unable() {
  show("over", [heading("Not on this phone"), el("p", {}, "This browser cannot seal or keep what people say, so nothing is written down with it. Take another one, without a private window, or a sheet of paper.")], []);
}

if (crypto.subtle && "indexedDB" in window) alone(() => run().catch(unable));
else unable();
