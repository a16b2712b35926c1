// The parts of the page: elements with words in them, never markup from data.

export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((one) => one != null && one !== false));
  return made;
}

export function button(words, kind, onclick, more = {}) {
  return el("button", { type: "button", class: `button ${kind}`, onclick, ...more }, words);
}

export function notice(kind, ...children) {
  return el("div", { class: `notice ${kind}`, role: "note" }, el("div", {}, ...children));
}

// A code as the server packed it: rows of bits, drawn black on white in dark rooms too.
export function code({ bits, size }, label) {
  const bytes = Uint8Array.from(atob(bits), (letter) => letter.charCodeAt(0));
  let path = "";
  for (let at = 0; at < size * size; at += 1) {
    if (bytes[at >> 3] & (128 >> (at & 7))) path += `M${at % size} ${Math.floor(at / size)}h1v1h-1z`;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`;
  return el("img", { class: "code", alt: label, src: `data:image/svg+xml;base64,${btoa(svg)}` });
}

export function ago(moment, now) {
  const days = Math.floor(now / 86_400_000) - Math.floor(moment / 86_400_000);
  return days <= 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
}
