/** The tables at the desk: their hosts, closing one, a guest of honour, and two who change seats. */

import { element, fill, write } from "./element.js";

/** Keeps the section of tables; `command(act, button)` carries out, `ask(dialog)` opens one and waits. */
export class Hall {
  #drawn = "";
  #everyone = [];

  constructor(places, words, { command, ask }) {
    this.places = places;
    this.words = words;
    this.command = command;
    this.ask = ask;
    this.collator = new Intl.Collator(document.documentElement.lang);
    places.visit.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#visit();
    });
  }

  draw(view) {
    this.#everyone = [...view.everyone]
      .filter((person) => person.presence !== "left")
      .sort((a, b) => this.collator.compare(a.name, b.name));
    this.places.section.hidden = view.state === "ended" || view.hall.length === 0;
    const seen = JSON.stringify([view.hall, this.#everyone.map((person) => [person.id, person.name])]);
    if (seen === this.#drawn || this.places.visit.contains(document.activeElement)) return;
    this.#drawn = seen;
    this.places.tables.replaceChildren(...view.hall.map((table) => this.#table(table)));
    const chosen = this.places.who.value;
    this.places.who.replaceChildren(...this.#options(this.#everyone, this.words.pick));
    this.places.who.value = chosen;
  }

  /** Lets somebody change seats with another guest who sits, or rests, elsewhere. */
  async swap(person, button) {
    const others = this.#everyone.filter(
      (other) => other.id !== person.id && !other.visits && (other.table || other.rests) && other.table !== person.table,
    );
    const other = await this.#pick(fill(this.words.swap_title, { name: person.name }), this.words.swap, others);
    if (other) await this.command({ command: "swap", participant: person.id, other }, button);
  }

  #options(people, first) {
    const label = (person) =>
      [person.name, person.organisation, person.table && fill(this.words.at_table, { id: person.table })].filter(Boolean).join(" · ");
    return [element("option", { value: "" }, first), ...people.map((person) => element("option", { value: person.id }, label(person)))];
  }

  async #pick(title, yes, people) {
    const { dialog, pickTitle, pickWho, pickYes } = this.places;
    write(pickTitle, title);
    write(pickYes, yes);
    pickWho.replaceChildren(...this.#options(people, this.words.pick));
    return (await this.ask(dialog)) === "yes" ? pickWho.value : "";
  }

  #table(table) {
    const { words } = this;
    if (table.closed) {
      return element("li", { "data-closed": true }, element("b", {}, fill(words.table, { id: table.id })), element("span", {}, words.closed));
    }
    const host = table.host ? fill(table.host_here ? words.host_is : words.host_away, { name: table.host }) : words.no_host;
    return element(
      "li",
      { "data-hostless": Boolean(table.host) && !table.host_here },
      element("b", {}, fill(words.table, { id: table.id })),
      element("span", {}, host),
      element(
        "span.acts",
        {},
        element("button", { type: "button", id: `host-${table.id}`, "aria-label": fill(words.host_long, table), onclick: (event) => this.#host(table, event.currentTarget) }, words.host),
        element("button", { type: "button", id: `close-${table.id}`, "aria-label": fill(words.close_long, table), onclick: (event) => this.command({ command: "close", table: table.id }, event.currentTarget) }, words.close),
      ),
    );
  }

  async #host(table, button) {
    const fitting = this.#everyone.filter((person) => person.hosts !== table.id && person.presence !== "away");
    const there = fitting.filter((person) => person.table === table.id);
    const others = fitting.filter((person) => person.table !== table.id);
    const person = await this.#pick(fill(this.words.host_title, table), this.words.host_yes, [...there, ...others]);
    if (person) await this.command({ command: "host", table: table.id, participant: person }, button);
  }

  async #visit() {
    const given = Object.fromEntries(new FormData(this.places.visit));
    const act = { command: "visit", participant: given.participant };
    if (given.from || given.until) act.time = `${given.from}-${given.until}`;
    if (given.table.trim()) act.table = given.table.trim();
    await this.command(act, this.places.send);
  }
}
