/** The conversation on the page: the same words and answers as in the chats. */

import { newKey } from "/static/pages/commands.js";
import { element, show } from "/static/pages/element.js";
import { wallTime } from "/static/pages/clock.js";

const SHOWN = 2;

/** Draws what was said and sends what the guest says. */
export class Talk {
  #replies = 0;

  constructor({ log, earlier, address, words }) {
    this.log = log;
    this.earlier = earlier;
    this.address = address;
    this.words = words;
  }

  #bubble({ title = "", body = "", buttons = [], files = [], at = null }, view) {
    return element(
      "li.said",
      {},
      title ? element("p", {}, element("b", {}, title)) : null,
      body ? element("p", {}, body) : null,
      ...buttons.map((row) =>
        element("div.row", {}, ...row.map((button) => element("button", { type: "button", onclick: () => this.say(button.data, button.text) }, button.text))),
      ),
      ...files.map(({ name, url }) => element("a.file", { href: url, download: name }, name)),
      at ? element("time", {}, wallTime(at, view)) : null,
    );
  }

  /** Shows the messages of a view that are not known yet: the newest open, older ones folded. */
  draw(view) {
    const messages = [...view.messages].sort((a, b) => a.at - b.at);
    const fresh = messages.filter((message) => !this.log.querySelector(`[data-id="${CSS.escape(message.id)}"]`) && !this.earlier.querySelector(`[data-id="${CSS.escape(message.id)}"]`));
    for (const message of fresh) {
      const bubble = this.#bubble(message, view);
      bubble.dataset.id = message.id;
      this.log.append(bubble);
    }
    this.#fold();
  }

  /** Shows something that was told without being asked for. */
  tell({ title, text, files = [] }) {
    const body = text.startsWith(`${title}\n`) ? text.slice(title.length + 1) : "";
    this.#replies = Math.min(this.#replies + 1, 4);
    this.log.append(this.#bubble({ title, body, files }, { language: document.documentElement.lang }));
    this.#fold();
  }

  #fold() {
    const old = this.earlier.querySelector("ol");
    while (this.log.children.length > SHOWN + this.#replies) old.append(this.log.firstElementChild);
    show(this.earlier, old.children.length > 0);
  }

  /** Says something; `shown` is what the guest reads of it. Resolves when it was answered or failed. */
  async say(text, shown = text) {
    const mine = element("li.said.mine", {}, element("p", {}, element("span.unseen", {}, `${this.words.you}: `), shown));
    this.#replies = Math.min(this.#replies + 2, 4);
    this.log.append(mine);
    await this.#send(text, mine, newKey());
  }

  async #send(text, mine, key) {
    mine.querySelector(".row")?.remove();
    mine.classList.remove("bad");
    let reply;
    try {
      const response = await fetch(this.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": key },
        body: JSON.stringify({ text }),
        signal: AbortSignal.timeout?.(15_000),
      });
      const body = await response.json().catch(() => ({}));
      reply = response.ok ? body.reply : { title: body.detail ?? this.words.failed };
    } catch {
      mine.classList.add("bad");
      const again = element("button", { type: "button", onclick: () => this.#send(text, mine, key) }, this.words.retry);
      mine.append(element("div.row", {}, element("span", {}, this.words.not_sent), again));
      mine.scrollIntoView({ block: "nearest" });
      return;
    }
    if (!reply) return;
    const answer = this.#bubble(reply, { language: document.documentElement.lang });
    this.log.append(answer);
    this.#fold();
    answer.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }
}
