/** The hall's picture of who sits where: cards, numbers, or names by the alphabet in pages. */

import { arrange, arrangeNames, arrangeNumbers, emWidth, fitted, widest } from "./arrange.js";
import { count, element, fill } from "./element.js";

const CROWD = 100;

/** The part of a name it is looked up by: its last word. */
function surname(name) {
  return name.trim().split(/\s+/).at(-1);
}

function card(table, words, { shape, firms, room }, face) {
  const people = table.people.map((person) => {
    const { text, scale } = fitted(person.name, room, face);
    const name = element("span", { title: text === person.name ? null : person.name }, text);
    if (scale < 1) name.style.fontSize = `${scale.toFixed(2)}em`;
    return element("li", {}, name, firms && person.organisation ? element("small", {}, person.organisation) : null);
  });
  return element(
    `section.table.${shape}`,
    { "aria-label": fill(words.table, { id: table.id }) },
    element("h3.number", {}, table.id),
    element("div.people", {}, table.topic ? element("p.topic", {}, table.topic) : null, element("ul", {}, ...people)),
  );
}

function resting(people, words, fit, face) {
  const free = card({ id: words.free_short, topic: null, people }, words, fit, face);
  free.classList.add("free");
  free.setAttribute("aria-label", words.free);
  return free;
}

function numberCard(table, words) {
  const named = fill(words.table, { id: table.id });
  const said = table.people.length ? `${named}: ${count(words, "seats", table.people.length)}` : named;
  const dots = element("span.dots", { "aria-hidden": "true" }, ...table.people.map(() => element("i")));
  return element("section.table", {}, element("h3.number", { "aria-hidden": "true" }, table.id), dots, element("p.unseen", {}, said));
}

/** Fills one element with the seating of a view, as large as it can be read. */
export class Seating {
  #page = 0;
  #pages = 1;
  #range = "";

  constructor(box, words, language) {
    this.box = box;
    this.words = words;
    this.collator = new Intl.Collator(language);
  }

  /** {n, of, from, to} of the page of names that is shown, or null. */
  get page() {
    return this.#pages > 1 || this.#range ? { n: this.#page + 1, of: this.#pages, range: this.#range } : null;
  }

  turn() {
    this.#page = (this.#page + 1) % this.#pages;
  }

  first() {
    this.#page = 0;
  }

  /**
   * @param {object} view
   * @param {{legible: number, unit: number, byName: boolean, scrolling: boolean}} how
   *   `legible`: smallest type in px that is worth showing; `byName`: fall back to the alphabet, else to numbers
   */
  draw(view, { legible, unit, byName, scrolling }) {
    const face = getComputedStyle(document.body).fontFamily;
    const size = { width: this.box.clientWidth, height: this.box.clientHeight, gap: 14 * unit };
    const people = view.tables.flatMap((table) => table.people);
    this.box.className = "";
    this.#range = "";
    this.#pages = 1;
    if (!view.names) return this.#numbers(view, size);

    const groups = view.resting.length ? [...view.tables, { id: this.words.free_short, people: view.resting }] : view.tables;
    const fit = arrange(
      size,
      {
        cards: groups.length,
        lines: Math.max(1, ...groups.map((table) => table.people.length)),
        topic: view.tables.some((table) => table.topic),
        name: widest([...people, ...view.resting].map((person) => person.name), face),
        organisation: widest([...people, ...view.resting].map((person) => person.organisation ?? ""), face),
        label: Math.max(...view.tables.map((table) => emWidth(table.id, face))),
      },
      { most: 46 * unit, firms: 25 * unit },
    );
    if (scrolling) Object.assign(fit, { shape: "wide", firms: true, room: Infinity });
    if (!scrolling && (fit.size < legible || (byName && people.length > CROWD))) {
      return byName ? this.#names(view, size, face, unit) : this.#numbers(view, size);
    }
    this.#set(fit);
    this.box.replaceChildren(
      ...view.tables.map((table) => card(table, this.words, fit, face)),
      ...(view.resting.length ? [resting(view.resting, this.words, fit, face)] : []),
    );
    return undefined;
  }

  #set({ columns, size, rows = 1 }) {
    this.box.style.setProperty("--columns", columns);
    this.box.style.setProperty("--rows", rows);
    this.box.style.setProperty("--name", `${size.toFixed(2)}px`);
  }

  #numbers(view, size) {
    this.box.className = "numbers";
    this.#set(arrangeNumbers(size, view.tables.length));
    this.box.replaceChildren(...view.tables.map((table) => numberCard(table, this.words)));
  }

  #names(view, size, face, unit) {
    const entries = view.tables
      .flatMap((table) => table.people.map((person) => ({ name: person.name, place: table.id })))
      .concat(view.resting.map((person) => ({ name: person.name, place: null })))
      .map((entry) => ({ ...entry, key: surname(entry.name) }))
      .sort((a, b) => this.collator.compare(a.key, b.key) || this.collator.compare(a.name, b.name));
    const fit = arrangeNames(
      { ...size, gap: 44 * unit },
      entries.length,
      widest(entries.map((entry) => entry.name), face),
      [44, 40, 37, 34, 32, 30, 27].map((type) => type * unit),
    );
    const perPage = fit.columns * fit.rows;
    this.#pages = Math.ceil(entries.length / perPage);
    this.#page = Math.min(this.#page, this.#pages - 1);
    const shown = entries.slice(this.#page * perPage, (this.#page + 1) * perPage);
    this.#range = fill(this.words.letters, {
      from: shown[0].key.slice(0, 2),
      to: shown.at(-1).key.slice(0, 2),
    });
    const gaps = 44 * unit * (fit.columns - 1);
    const room = (size.width - gaps) / fit.columns / fit.size - 3.1;
    this.box.className = "names";
    this.#set(fit);
    this.box.replaceChildren(
      ...shown.map(({ name, place }) => {
        const { text, scale } = fitted(name, room, face);
        const who = element("span", { title: text === name ? null : name }, text);
        if (scale < 1) who.style.fontSize = `${scale.toFixed(2)}em`;
        return element("p.name", {}, who, element(place === null ? "b.rest" : "b", {}, place ?? this.words.free_short));
      }),
    );
  }
}
