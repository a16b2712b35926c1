// Ranking with buttons and keys. The numbers in the form stay the truth: without this file, or
// beside it, people type them. Nothing is ever dragged.
(() => {
  for (const list of document.querySelectorAll("[data-rank]")) start(list);

  function start(list) {
    const rows = [...list.querySelectorAll("[data-rank-row]")];
    const live = document.createElement("p");
    live.className = "unseen";
    live.setAttribute("role", "status");
    list.after(live);
    const field = (row) => row.querySelector("input[type=number]");
    const name = (row) => row.querySelector("label").textContent.trim();
    const rank = (row) => Number(field(row).value) || 0;
    const chosen = () => rows.filter(rank).sort((a, b) => rank(a) - rank(b));

    const number = (order) => {
      for (const row of rows) field(row).value = "";
      order.forEach((row, at) => { field(row).value = at + 1; });
      show();
    };
    const move = (row, by) => {
      const order = chosen(), at = order.indexOf(row), to = at + by;
      if (at < 0 || to < 0 || to >= order.length) return;
      order.splice(at, 1);
      order.splice(to, 0, row);
      number(order);
      say(`${name(row)} is now your choice ${to + 1}.`);
    };
    const toggle = (row) => {
      const order = chosen();
      if (order.includes(row)) {
        number(order.filter((other) => other !== row));
        say(`${name(row)} is no longer ranked.`);
      } else {
        number([...order, row]);
        say(`${name(row)} is your choice ${order.length + 1}.`);
      }
    };
    const say = (words) => { live.textContent = words; };

    const tool = (row, words, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet";
      button.addEventListener("click", () => act(row));
      row.querySelector(".tools").append(button);
      return { button, words };
    };
    const tools = new Map(rows.map((row) => [row, {
      toggle: tool(row, "", toggle),
      up: tool(row, "Higher", (r) => move(r, -1)),
      down: tool(row, "Lower", (r) => move(r, 1)),
    }]));

    function show() {
      const order = chosen();
      for (const row of rows) {
        const at = order.indexOf(row), own = tools.get(row);
        row.classList.toggle("chosen", at >= 0);
        label(own.toggle.button, at < 0 ? `Choice ${order.length + 1}` : "Take out", row);
        label(own.up.button, "Higher", row);
        label(own.down.button, "Lower", row);
        own.up.button.hidden = own.down.button.hidden = at < 0;
        own.up.button.disabled = at === 0;
        own.down.button.disabled = at === order.length - 1;
      }
      const total = document.querySelector("[data-rank-total]");
      if (total) total.textContent = order.length
        ? `You rank ${order.length} of ${rows.length}.` : "You have not ranked anyone yet.";
    }
    const label = (button, words, row) => {
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${name(row)}`);
    };
    for (const row of rows) {
      field(row).addEventListener("change", show);
      field(row).addEventListener("keydown", (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!by || !rank(row)) return;
        event.preventDefault();
        move(row, by);
        field(row).focus();
      });
    }
    show();
  }
})();
