/** The list of guests at the desk: found by name, those who are missing first, one tap to set who is here. */

import { element, fill, write } from "./element.js";

const ORDER = { expected: 0, away: 1, here: 2, left: 3 };
const FILTERS = ["all", "expected", "here", "away", "left", "unreached"];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether everything searched for is found in a person's name and firm, accents aside. */
function matches(person, search) {
  const where = plain(`${person.name} ${person.organisation ?? ""}`);
  return plain(search).split(/\s+/).every((word) => where.includes(word));
}

/** Draws the guests into the page; `act(command, person, button)` carries out a tap. */
export class Guests {
  #filter = "all";
  #rows = new Map();
  #everyone = [];

  constructor(places, words, act, copyable) {
    this.places = places;
    this.words = words;
    this.act = act;
    this.copyable = copyable;
    this.collator = new Intl.Collator(document.documentElement.lang);
    places.search.addEventListener("input", () => this.#show());
    this.#buttons = new Map(
      FILTERS.map((filter) => [
        filter,
        element("button", { type: "button", onclick: () => this.#choose(filter) }, element("span"), element("b")),
      ]),
    );
    places.filters.append(...this.#buttons.values());
  }

  #buttons;

  #choose(filter) {
    this.#filter = filter;
    this.#show();
  }

  draw(everyone) {
    this.#everyone = [...everyone].sort(
      (a, b) => ORDER[a.presence] - ORDER[b.presence] || this.collator.compare(a.name, b.name),
    );
    this.#show();
  }

  #passes(person, filter) {
    if (filter === "all") return true;
    return filter === "unreached" ? person.unreached : person.presence === filter;
  }

  #show() {
    const { words, places } = this;
    for (const [filter, button] of this.#buttons) {
      const n = this.#everyone.filter((person) => this.#passes(person, filter)).length;
      const [label, number] = button.children;
      write(label, filter === "all" ? words.all : words[`filter_${filter}`]);
      write(number, String(n));
      button.setAttribute("aria-pressed", String(filter === this.#filter));
      button.hidden = n === 0 && filter !== "all" && filter !== this.#filter;
      button.classList.toggle("warn", filter === "unreached" && n > 0);
    }
    const search = places.search.value.trim();
    const shown = this.#everyone.filter((person) => this.#passes(person, this.#filter) && matches(person, search));
    const focused = document.activeElement?.closest?.("#people li")?.dataset.id;
    const rows = shown.map((person) => this.#row(person));
    const current = [...places.list.children];
    if (rows.length !== current.length || rows.some((row, i) => row !== current[i])) {
      places.list.replaceChildren(...rows);
      if (focused) this.#rows.get(focused)?.node.querySelector("button")?.focus({ preventScroll: true });
    }
    places.nobody.hidden = shown.length > 0;
    write(places.nobody, this.#everyone.length ? words.nobody_found : words.nobody_yet);
  }

  #row(person) {
    const seen = JSON.stringify(person);
    const known = this.#rows.get(person.id);
    if (known?.seen === seen) return known.node;
    const node = this.#build(person);
    if (known) {
      if (known.node.contains(document.activeElement)) requestAnimationFrame(() => node.querySelector("button")?.focus());
      if (known.node.querySelector("details")?.open) node.querySelector("details").open = true;
    }
    this.#rows.set(person.id, { seen, node });
    return node;
  }

  #build(person) {
    const { words } = this;
    const button = (word, command) =>
      element(
        "button",
        {
          type: "button",
          "aria-label": fill(words[`${word}_long`], { name: person.name }),
          onclick: (event) => this.act(command, person, event.currentTarget),
        },
        words[word],
      );
    const acts = {
      expected: () => [button("mark_here", "back"), button("mark_absent", "absent")],
      here: () => [button("mark_absent", "absent")],
      away: () => [button("mark_back", "back")],
      left: () => [button("mark_back", "back")],
    }[person.presence]();
    const links = Object.entries(person.links ?? {}).filter(([, url]) => url);
    return element(
      "li",
      { "data-id": person.id, "data-presence": person.presence },
      element(
        "details",
        {},
        element(
          "summary",
          {},
          element("span.who", {}, element("b", {}, person.name), element("small", {}, person.organisation ?? "")),
          element(
            "span.facts",
            {},
            element(`span.chip.${person.presence}`, {}, words[`presence_${person.presence}`]),
            person.table ? element("span.place", {}, fill(words.at_table, { id: person.table })) : null,
            person.unreached ? element("span.chip.unreached", {}, words.unreached) : null,
          ),
        ),
        element(
          "ul.links",
          { "aria-label": fill(words.links_of, { name: person.name }) },
          ...links.map(([kind, url]) => this.copyable(words[`person_${kind}`] ?? kind, url)),
        ),
      ),
      element("div.acts", {}, ...acts),
    );
  }
}
