// Ranking with buttons and arrow keys. The numbers in the form stay the truth: with this file or
// without it, people may simply type them. Nothing is ever dragged. Contract: docs/design.md.

const TOOLS = { up: "Move up", down: "Move down", out: "Remove", add: "Add as next choice" };

function rank(list) {
  if (list.dataset.rank === "on") return;
  list.dataset.rank = "on";
  const rows = [...list.querySelectorAll("[data-rank-row]")];
  const input = (row) => row.querySelector("input[type=number]");
  const name = (row) => row.querySelector("label").textContent.trim();
  const place = (row) => Number(input(row).value) || 0;
  const chosen = () => rows.filter(place).sort((a, b) => place(a) - place(b));
  const total = (list.closest("form") ?? document).querySelector("[data-rank-total]");
  const says = speaker(list);
  const tools = new Map(rows.map((row) => [row, toolbar(row)]));

  function toolbar(row) {
    const bar = row.querySelector(".tools") ?? row.appendChild(document.createElement("div"));
    bar.className = "tools";
    const make = ([does, words]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = does === "add" ? "button quiet" : "button quiet small";
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${name(row)}`);
      button.addEventListener("click", (event) => act(row, does, event.detail > 0));
      bar.append(button);
      return [does, button];
    };
    return Object.fromEntries(Object.entries(TOOLS).map(make));
  }

  function act(row, does, pointed = false) {
    const order = chosen();
    const at = order.indexOf(row);
    const to = { up: at - 1, down: at + 1, add: order.length, out: -1 }[does];
    if (does === "up" && at === 0) return say(`${name(row)} is already your first choice.`);
    if (does === "down" && at === order.length - 1) return say(`${name(row)} is already your last choice.`);
    const focused = document.activeElement;
    if (at >= 0) order.splice(at, 1);
    if (to >= 0) order.splice(to, 0, row);
    number(order);
    const next = does === "out" ? "add" : does === "add" ? "up" : does;
    (focused === input(row) ? focused : tools.get(row)[next]).focus({ preventScroll: pointed });
    say(to < 0 ? `${name(row)} is no longer ranked.`
      : `${name(row)} is now choice ${to + 1} of ${order.length}.`);
  }

  function number(order) {
    for (const row of rows) input(row).value = "";
    order.forEach((row, at) => { input(row).value = at + 1; });
    list.append(...order, ...rows.filter((row) => !order.includes(row)));
    show();
  }

  function show() {
    const order = chosen();
    rows.forEach((row) => {
      const at = order.indexOf(row);
      const { up, down, out, add } = tools.get(row);
      row.classList.toggle("chosen", at >= 0);
      add.hidden = at >= 0;
      for (const tool of [up, down, out]) tool.hidden = at < 0;
      // aria-disabled, not disabled: the button keeps the focus of whoever just pressed it.
      up.setAttribute("aria-disabled", at === 0);
      down.setAttribute("aria-disabled", at === order.length - 1);
    });
    if (total) total.textContent = order.length
      ? `You rank ${order.length} of ${rows.length}.` : "You have ranked nobody yet.";
  }

  function typed() {
    const places = chosen().map(place);
    const twice = places.find((each, at) => places.indexOf(each) !== at);
    show();
    say(twice ? `Two rows have the number ${twice}. Give each a number of its own.` : "");
  }

  function say(words) { says.textContent = words; }

  for (const row of rows) {
    input(row).addEventListener("change", typed);
    row.addEventListener("keydown", (event) => {
      const does = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!does || !place(row)) return;
      event.preventDefault();
      act(row, does);
    });
  }
  show();
}

function speaker(list) {
  const found = list.parentElement.querySelector("[data-rank-says]");
  if (found) return found;
  const made = document.createElement("p");
  made.setAttribute("role", "status");
  list.after(made);
  return made;
}

function start(root) {
  for (const list of root.querySelectorAll("[data-rank]")) rank(list);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(document));
else start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
