// A tap that a script sends says so when it finds no connection: nothing is lost in silence.
// Without this file and htmx the form is sent by the browser, which says so itself.

let said = null;

function tell(event) {
  said ??= document.createElement("p");
  said.className = "error";
  said.setAttribute("role", "alert");
  said.textContent = "No connection: your tap has not arrived. Tap again when it is back.";
  event.detail.elt.append(said);
}

document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:timeout", tell);
document.addEventListener("htmx:afterOnLoad", () => said?.remove());
