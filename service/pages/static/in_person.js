/** Who holds a paper card and was moved: told face to face, then ticked. */

import { element, fill, show, write } from "./element.js";

/** Keeps the panel; `tick(person, button)` says that somebody has been told. */
export class InPerson {
  #drawn = "";

  constructor(place, words, tick) {
    this.place = place;
    this.words = words;
    this.tick = tick;
  }

  draw(people) {
    show(this.place, people.length > 0);
    const seen = JSON.stringify(people);
    if (seen === this.#drawn) return;
    this.#drawn = seen;
    const held = this.place.contains(document.activeElement);
    write(this.place.querySelector("h2 b"), String(people.length));
    this.place.querySelector("ul").replaceChildren(...people.map((person) => this.#row(person)));
    if (held) this.place.querySelector("button")?.focus();
  }

  #row(person) {
    const { words } = this;
    return element(
      "li",
      {},
      element(
        "div",
        {},
        element("span.who", {}, element("b", {}, person.name), element("small", {}, person.organisation ?? "")),
        element("span.where-to", {}, person.where),
      ),
      element(
        "button",
        {
          type: "button",
          id: `told-${person.id}`,
          "aria-label": fill(words.told_long, { name: person.name }),
          onclick: (event) => this.tick(person, event.currentTarget),
        },
        words.told,
      ),
    );
  }
}
