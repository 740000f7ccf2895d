// How the evening is run, as a form: only what is changed is sent.

import { element } from "./element.js";

const NUMBERS = [
  ["rounds", "set_rounds", 1, 50],
  ["minutes", "set_minutes", 1, 120],
  ["change_seconds", "set_change", 0, 900],
  ["size", "set_size", 2, 30],
  ["tables", "set_tables", 1, 500],
];
const CHOICES = [
  ["clock", "set_clock", { auto: "clock_auto", manual: "clock_manual" }],
  ["anrede", "set_anrede", { sie: "anrede_sie", du: "anrede_du" }],
  ["competitors", "set_competitors", { mix: "competitors_mix", apart: "competitors_apart" }],
  ["colleagues", "set_colleagues", { mix: "colleagues_mix", free: "colleagues_free" }],
];

export function settingsForm({ form, words, change }) {
  let drawn = "";
  let now = {};

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const changes = {};
    for (const [key, value] of new FormData(form)) {
      if (value !== String(now[key])) changes[key] = NUMBERS.some(([name]) => name === key) ? Number(value) : value;
    }
    if (Object.keys(changes).length) change(changes, form.querySelector("#save"));
  });

  function draw(view) {
    const seen = JSON.stringify([view.settings, view.clock]);
    if (seen === drawn || form.contains(document.activeElement)) return;
    drawn = seen;
    now = { ...view.settings, clock: view.clock };
    const given = ([key]) => now[key] !== undefined && now[key] !== null;
    form.replaceChildren(
      ...NUMBERS.filter(given).map(([key, label, min, max]) =>
        labelled(words[label], element("input", { type: "number", name: key, min, max, required: true, inputmode: "numeric", value: now[key] })),
      ),
      ...CHOICES.filter(given).map(([key, label, options]) =>
        labelled(
          words[label],
          element("select", { name: key }, ...Object.entries(options).map(([value, text]) => element("option", { value, selected: now[key] === value }, words[text]))),
        ),
      ),
      labelled(words.set_stepfree, element("input", { type: "text", name: "stepfree", value: now.stepfree ?? "", placeholder: "1, 2", inputmode: "numeric", autocomplete: "off" })),
      element("button", { type: "submit", id: "save" }, words.save),
    );
  }

  return { draw };
}

function labelled(text, field) {
  return element("label", {}, element("span", {}, text), field);
}
