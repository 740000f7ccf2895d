/** The list of guests at the desk: found by name, those who are missing first, one tap to set who is here. */

import { element, fill, write } from "./element.js";
import { channels, silence, withoutChat } from "./reach.js";

const ORDER = { expected: 0, away: 1, here: 2, left: 3 };
const FILTERS = ["all", "unreached", "no_chat", "expected", "here", "away", "left"];

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
  #early = false;

  constructor(places, words, { act, swap, copyable, card, shown }) {
    this.places = places;
    this.words = words;
    this.act = act;
    this.swap = swap;
    this.copyable = copyable;
    this.card = card;
    this.shown = shown;
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

  /** Shows those who have not been reached, and nobody else. */
  showUnreached() {
    this.places.search.value = "";
    this.#choose("unreached");
    this.#buttons.get("unreached").focus();
  }

  draw(everyone, state) {
    this.#early = state === "created" || state === "open";
    this.#everyone = [...everyone].sort(
      (a, b) => ORDER[a.presence] - ORDER[b.presence] || this.collator.compare(a.name, b.name),
    );
    this.#show();
  }

  #passes(person, filter) {
    if (filter === "all") return true;
    if (filter === "unreached") return person.unreached;
    if (filter === "no_chat") return this.#early && withoutChat(person);
    return person.presence === filter;
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
    const chosen = this.#everyone.filter((person) => this.#passes(person, this.#filter));
    this.shown(this.#filter, chosen);
    places.list.dataset.filter = this.#filter;
    const search = places.search.value.trim();
    const shown = chosen.filter((person) => matches(person, search));
    const focused = document.activeElement?.closest?.("#people > li")?.dataset.id;
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
            person.rests ? element("span.place", {}, words.rests) : null,
            person.hosts ? element("span", {}, words.is_host) : null,
            person.visits ? element("span", {}, words.is_visitor) : null,
            ...channels(person, words),
            silence(person, words),
          ),
        ),
        element(
          "ul.links",
          { "aria-label": fill(words.links_of, { name: person.name }) },
          ...links.map(([kind, url]) => this.copyable(words[`person_${kind}`] ?? kind, url)),
          person.code ? this.copyable(words.person_code, person.code, { opens: false }) : null,
          (person.table || person.rests) && !person.visits
            ? element(
                "li",
                {},
                element("button", { type: "button", id: `swap-${person.id}`, "aria-label": fill(words.swap_long, { name: person.name }), onclick: (event) => this.swap(person, event.currentTarget) }, words.swap),
              )
            : null,
          element(
            "li",
            {},
            element(
              "a.button",
              { href: this.card(person), target: "_blank", rel: "noopener", "aria-label": fill(words.card_long, { name: person.name }) },
              words.card,
            ),
          ),
        ),
      ),
      element("div.acts", {}, ...acts),
    );
  }
}
