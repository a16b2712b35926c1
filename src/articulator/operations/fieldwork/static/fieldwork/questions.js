// The questions of a survey, one to a screen, and the questions about being reached.

import { el } from "./parts.js";

// The field for a question, and what it says as the server reads it: {} where nothing was said.
export function field(question, said) {
  const own = question.own && el("input", {
    type: "text", id: "own", maxlength: 2000, value: said[question.own] ?? "", placeholder: "In their own words",
    "aria-label": "In their own words", autocomplete: "off",
  });
  if (question.kind === "open") return open(question, said);
  const several = question.kind === "several";
  const chosen = [said[question.key] ?? []].flat();
  const boxes = question.options.map(([value, words]) => {
    const box = el("input", { type: several ? "checkbox" : "radio", name: "answer", value, checked: chosen.includes(value) });
    return [box, el("label", { class: "choice" }, box, el("span", {}, words))];
  });
  const read = () => {
    const picked = boxes.map(([box]) => box).filter((box) => box.checked).map((box) => box.value);
    return {
      ...(picked.length ? { [question.key]: several ? picked : picked[0] } : {}),
      ...(own && own.value.trim() ? { [question.own]: own.value.trim() } : {}),
    };
  };
  const labels = boxes.map(([, label]) => label);
  return { node: el("fieldset", { class: `of-${question.kind}` }, el("legend", { class: "unseen" }, question.text), labels, own), read };
}

function open(question, said) {
  const area = el("textarea", { id: "words", maxlength: 2000, rows: 5, "aria-label": question.text, autocomplete: "off" });
  area.value = said[question.key] ?? "";
  return { node: area, read: () => (area.value.trim() ? { [question.key]: area.value.trim() } : {}) };
}

// Names stand beside the answers, never with them.
export function reach(purposes) {
  const boxes = purposes.map(({ value, words }) => {
    const box = el("input", { type: "checkbox", value });
    return [box, el("label", { class: "choice" }, box, el("span", {}, words))];
  });
  const name = el("input", { type: "text", id: "name", maxlength: 80, autocomplete: "off" });
  const email = el("input", { type: "email", id: "email", maxlength: 254, autocomplete: "off", inputmode: "email" });
  const node = el(
    "div", {}, boxes.map(([, label]) => label),
    el("div", { class: "field" }, el("label", { for: "name" }, "A name, any name"), name),
    el("div", { class: "field" }, el("label", { for: "email" }, "Their mail address"), email),
  );
  const read = () => ({
    name: name.value.trim(), email: email.value.trim(),
    purposes: boxes.map(([box]) => box).filter((box) => box.checked).map((box) => box.value),
  });
  return { node, read, valid: () => email.value.trim() !== "" && email.checkValidity() };
}
