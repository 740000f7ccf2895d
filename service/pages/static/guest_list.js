/** Loads a list of guests: shows first what was read, stores it only on a second word. */

import { count, element, fill } from "./element.js";

const MOST = 8;
const TYPES = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv", txt: "text/csv" };

/** Ties the file input to the service; `place` shows what comes of it. */
export function guestList({ input, place, address, words }) {
  const some = (sentences) => {
    const shown = sentences.slice(0, MOST).map((sentence) => element("li", {}, sentence));
    if (sentences.length > MOST) shown.push(element("li", {}, fill(words.and_more, { n: sentences.length - MOST })));
    return element("ul", {}, ...shown);
  };
  const say = (...nodes) => place.replaceChildren(...nodes);

  async function post(file, query) {
    const type = TYPES[file.name.split(".").at(-1).toLowerCase()] ?? file.type;
    const response = await fetch(`${address}?${query}`, { method: "POST", headers: { "Content-Type": type || "text/csv" }, body: file });
    const body = await response.json().catch(() => ({}));
    return { ok: response.ok, status: response.status, body, report: body.report ?? (response.status === 422 ? body : null) };
  }

  function findings(report) {
    const bad = report.bad_rows ?? [];
    const nodes = [];
    if (bad.length) {
      nodes.push(
        element("p.warn", {}, count(words, "list_bad", bad.length)),
        some(bad.map((row) => fill(row.column ? words.list_row_column : words.list_row, row))),
      );
    }
    const notes = [
      ...(report.duplicates ?? []).map((row) => fill(words.list_duplicate, row)),
      ...(report.warnings ?? []).map((warning) => (typeof warning === "string" ? warning : warning.why ?? "")),
    ];
    if (report.unknown_columns?.length) {
      notes.push(fill(words.list_unknown, { columns: report.unknown_columns.join(", ") }));
    }
    if (notes.length) nodes.push(some(notes));
    return nodes;
  }

  async function attempt(act) {
    try {
      await act();
    } catch {
      say(element("p.warn", {}, words.no_network), element("button", { type: "button", onclick: () => attempt(act) }, words.retry));
    }
  }

  async function take(file, n, skip) {
    const { ok, body, report } = await post(file, skip ? "skip_bad=1" : "skip_bad=0");
    input.value = "";
    if (ok) say(element("p.good", {}, count(words, "list_taken", body.people?.length ?? report?.people ?? n)));
    else say(element("p.warn", {}, body.detail ?? words.list_failed), ...(report ? findings(report) : []));
  }

  async function preview(file) {
    say(element("p", {}, words.list_reading));
    const { ok, body, report } = await post(file, "preview=1");
    if (!report || typeof report.people !== "number") {
      say(element("p.warn", {}, body.detail ?? words.list_failed));
      input.value = "";
      return;
    }
    const bad = (report.bad_rows ?? []).length > 0;
    const cancel = () => {
      input.value = "";
      say();
      input.focus();
    };
    say(
      element(ok && !bad ? "p.good" : "p", {}, count(words, "list_found", report.people)),
      ...findings(report),
      element(
        "div.choices",
        {},
        element("button", { type: "button", onclick: cancel }, words.list_cancel),
        report.people > 0
          ? element(
              "button.primary",
              {
                type: "button",
                onclick: (event) => {
                  event.currentTarget.disabled = true;
                  attempt(() => take(file, report.people, bad));
                },
              },
              fill(words.list_take, { n: report.people }),
            )
          : null,
      ),
    );
  }

  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) attempt(() => preview(file));
  });
}
