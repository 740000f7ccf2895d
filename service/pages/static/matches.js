/** Who seeks what others offer: looked at, struck out and added at the desk. Fetched only while it is open. */

import { count, element, fill, write } from "./element.js";

/** Draws the matches into a `<details>`; `act(command, button)` carries out a tap. */
export class Matches {
  #key = "";
  #view = null;
  #found = null;

  constructor(place, address, words, { act }) {
    this.place = place;
    this.title = place.querySelector("summary span");
    this.body = place.querySelector("div");
    this.address = address;
    this.words = words;
    this.act = act;
    this.names = element("datalist", { id: "match-names" });
    this.list = element("div", { id: "match-list" });
    this.body.append(this.#form(), this.names, this.list);
    place.addEventListener("toggle", () => {
      if (place.open) this.#fetch();
    });
  }

  /** Takes the desk's view: how many there are, and whether what is shown is still right. */
  draw(view) {
    this.#view = view;
    const { words } = this;
    const { known, open, key } = view.matches;
    write(this.title, known ? count(words, "matches_title", known) : words.matches_none);
    this.place.dataset.open = String(open);
    if (key === this.#key) return;
    this.#key = key;
    if (this.place.open) this.#fetch();
  }

  async #fetch() {
    try {
      const response = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(response.statusText);
      this.#found = await response.json();
    } catch {
      this.list.replaceChildren(
        element("p.warn", {}, this.words.no_network),
        element("button", { type: "button", onclick: () => this.#fetch() }, this.words.retry),
      );
      return;
    }
    this.#show();
  }

  #label(person) {
    return person.organisation ? `${person.name} (${person.organisation})` : person.name;
  }

  #form() {
    const { words } = this;
    const field = (name, label) =>
      element(
        "label",
        {},
        element("span", {}, label),
        element("input", { name, list: "match-names", required: true, autocomplete: "off", placeholder: words.matches_name }),
      );
    const button = element("button", { type: "submit", id: "match-add" }, words.matches_add);
    const form = element("form", { id: "match-form" }, field("seeker", words.matches_seeks), field("offerer", words.matches_offers), button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const given = Object.fromEntries(new FormData(form));
      await this.act({ command: "match", participant: this.#meant(given.seeker), other: this.#meant(given.offerer) }, button);
      form.reset();
    });
    return form;
  }

  /** The id behind a chosen entry; whatever was typed otherwise goes as it is: the service knows names too. */
  #meant(text) {
    return this.#view.everyone.find((person) => this.#label(person) === text.trim())?.id ?? text.trim();
  }

  #show() {
    const { words } = this;
    const people = new Map(this.#view.everyone.map((person) => [person.id, person]));
    const name = (id) => people.get(id)?.name ?? id;
    this.names.replaceChildren(...this.#view.everyone.map((person) => element("option", { value: this.#label(person) })));
    const { matches, consortia, open, struck } = this.#found;
    const strike = (match) =>
      element(
        "button",
        {
          type: "button",
          "aria-label": fill(words.matches_strike_long, { seeker: name(match.seeker), offerer: name(match.offerer) }),
          onclick: (event) => this.act({ command: "strike", participant: match.seeker, other: match.offerer }, event.currentTarget),
        },
        words.matches_strike,
      );
    const again = ([seeker, offerer]) =>
      element(
        "li",
        {},
        element("p", {}, fill(words.matches_pair, { seeker: name(seeker), offerer: name(offerer) })),
        element(
          "button",
          { type: "button", onclick: (event) => this.act({ command: "match", participant: seeker, other: offerer }, event.currentTarget) },
          words.matches_again,
        ),
      );
    const when = (round) => (round === null ? null : element("small", {}, fill(words.matches_round, { n: round })));
    const match = (one) =>
      element(
        "li",
        {},
        element(
          "p",
          {},
          element("b", {}, fill(words.matches_who_seeks, { name: name(one.seeker) })),
          one.seek ? element("q", {}, one.seek) : null,
          element("b", {}, fill(words.matches_who_offers, { name: name(one.offerer) })),
          one.offer ? element("q", {}, one.offer) : null,
          when(one.round),
          one.added ? element("small", {}, words.matches_added) : null,
        ),
        strike(one),
      );
    const part = (title, items, kind) =>
      items.length ? [element("h3", {}, title), element(`ul.${kind}`, {}, ...items)] : [];
    this.list.replaceChildren(
      ...(matches.length ? [element("ul.pairs", {}, ...matches.map(match))] : [element("p", {}, words.matches_nothing)]),
      ...part(
        words.matches_together,
        consortia.map((one) =>
          element(
            "li",
            {},
            element("p", {}, element("b", {}, fill(words.matches_who_seeks, { name: name(one.seeker) })), when(one.round)),
            element("ul.hands", {}, ...one.members.map((hand) => element("li", {}, element("b", {}, fill(words.matches_who_offers, { name: name(hand.offerer) })), element("q", {}, hand.offer ?? "")))),
          ),
        ),
        "consortia",
      ),
      ...part(words.matches_open, open.map((one) => element("li", {}, element("b", {}, fill(words.matches_who_seeks, { name: name(one.seeker) })), element("q", {}, one.seek))), "open"),
      ...part(words.matches_struck, struck.map(again), "pairs"),
    );
  }
}
