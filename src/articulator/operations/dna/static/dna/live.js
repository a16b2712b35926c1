// A live page says how old it is when the connection is gone, and catches up by itself.
// Without this file the page is simply loaded again by hand.

const OLD = 12; // seconds without an answer
let last = Date.now();
const says = document.querySelector("[data-age]");

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) last = Date.now();
});

function look() {
  const age = Math.round((Date.now() - last) / 1000);
  const words = age < OLD ? "" : `No connection: this page is ${age < 90 ? `${Math.floor(age / 10) * 10} seconds` : `${Math.round(age / 60)} minutes`} old.`;
  if (says && says.textContent !== words) says.textContent = words;
}

setInterval(look, 1000);
