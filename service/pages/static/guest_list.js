/** Loads a list of guests, from a file or pasted: shows first what was read, stores it only on a second word. */

import { element, fill } from "./element.js";

const MOST = 8;
const TYPES = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv", txt: "text/csv" };
const PASTED = "text/plain";

/** Ties the file input and the form for pasted lines to the service; `place` shows what comes of it. */
export function guestList({ input, form, place, address, words }) {
  const text = form.querySelector("textarea");
  const say = (...nodes) => place.replaceChildren(...nodes.filter(Boolean));

  function some(title, sentences, tag = "p") {
    if (!sentences.length) return null;
    const shown = sentences.slice(0, MOST).map((sentence) => element("li", {}, sentence));
    if (sentences.length > MOST) shown.push(element("li", {}, fill(words.and_more, { n: sentences.length - MOST })));
    return element("div", {}, element(tag, {}, title), element("ul", {}, ...shown));
  }

  async function post(list, query) {
    const response = await fetch(`${address}?${query}`, { method: "POST", headers: { "Content-Type": list.type }, body: list.body });
    return { ok: response.ok, body: await response.json().catch(() => ({})) };
  }

  async function attempt(act) {
    try {
      await act();
    } catch {
      say(element("p.warn", {}, words.no_network), element("button", { type: "button", onclick: () => attempt(act) }, words.retry));
    }
  }

  const same = (known) => known.map((id) => `&same=${encodeURIComponent(id)}`).join("");

  function finished() {
    input.value = "";
    text.value = "";
  }

  async function take(list, known) {
    const { ok, body } = await post(list, `skip_bad=1${same(known)}`);
    if (ok) finished();
    say(element(ok ? "p.good" : "p.warn", {}, ok ? body.title : body.detail ?? words.list_failed));
  }

  /** The first people as they were read; wider than a phone it scrolls by itself. */
  function table(body) {
    if (!body.rows.length) return null;
    const row = (cells, tag) => element("tr", {}, ...cells.map((cell) => element(tag, tag === "th" ? { scope: "col" } : {}, cell)));
    return element(
      "div.sheet",
      { tabindex: "0", role: "region", "aria-label": words.list_first },
      element("table", {}, element("thead", {}, row(body.head, "th")), element("tbody", {}, ...body.rows.map((cells) => row(cells, "td")))),
    );
  }

  function mapping(body) {
    const used = body.columns.map(({ heading, field }) => element("li", {}, element("b", {}, heading), heading === field ? "" : ` → ${field}`));
    const unused = body.unknown.map((heading) => element("li.unused", {}, element("b", {}, heading), ` – ${words.list_unused}`));
    return element("ul.columns", { "aria-label": words.list_columns }, ...used, ...unused);
  }

  function question({ text: asked, known: id }, list, known) {
    const again = () => attempt(() => preview(list, [...known, id]));
    return element("div.asked", {}, element("p", {}, asked), element("button", { type: "button", onclick: again }, words.list_same));
  }

  function choices(body, list, known) {
    const cancel = () => {
      say();
      input.value = "";
      input.focus();
    };
    const confirm = (event) => {
      event.currentTarget.disabled = true;
      attempt(() => take(list, known));
    };
    return element(
      "div.choices",
      {},
      element("button", { type: "button", onclick: cancel }, words.list_cancel),
      body.take > 0 ? element("button.primary", { type: "button", onclick: confirm }, fill(words.list_take, { n: body.take })) : null,
    );
  }

  async function preview(list, known = []) {
    say(element("p", {}, words.list_reading));
    const { ok, body } = await post(list, `preview=1${same(known)}`);
    if (!ok) {
      input.value = "";
      say(element("p.warn", {}, body.detail ?? words.list_failed));
      return;
    }
    say(
      element("p.counted", {}, body.title),
      body.bad.length ? element("div.warn", {}, some(fill(body.bad.length === 1 ? words.list_bad_one : words.list_bad, { n: body.bad.length }), body.bad)) : null,
      ...body.questions.slice(0, MOST).map((one) => question(one, list, known)),
      body.questions.length ? element("p", {}, words.list_two) : null,
      choices(body, list, known),
      some(words.list_changes, body.changes, "h3"),
      some(words.list_kept, body.kept, "h3"),
      some(words.list_notes, body.notes, "h3"),
      body.rows.length ? element("h3", {}, words.list_first) : null,
      table(body),
      mapping(body),
    );
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return;
    const type = TYPES[file.name.split(".").at(-1).toLowerCase()] ?? file.type;
    attempt(() => preview({ body: file, type: type && type !== PASTED ? type : "text/csv" }));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => preview({ body: text.value, type: PASTED }));
  });
}
