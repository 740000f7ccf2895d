/** Where a guest is to be now, in words: the one thing this page is for. */

import { fill } from "/static/pages/element.js";
import { wallTime } from "/static/pages/clock.js";

/**
 * @param {object} view of one guest
 * @param {object} words
 * @returns {{kind: "table"|"rest"|"calm", label: string, number?: string, with?: string[], topic?: string|null, text?: string, after?: string}}
 */
export function place(view, words) {
  const time = (ms) => wallTime(ms, view);
  const calm = (name, text = words[`${name}_text`]) => ({ kind: "calm", label: words[name], text });
  const { place: seat, me } = view;
  if (me.presence === "left") return { ...calm("left_evening"), text: words.left_text };
  if (view.state === "ended") return calm("ended");
  if (me.presence === "away") return calm("away");
  if (view.state === "created" || view.state === "open") {
    if (me.presence !== "here") return { kind: "calm", label: fill(words.welcome, { name: me.name }), text: words.welcome_text };
    return calm("checked_in", view.starts_at ? fill(words.checked_in_at, { time: time(view.starts_at) }) : words.checked_in_text);
  }
  if (view.state === "between") {
    return calm("break", view.deadline ? fill(words.break_until, { time: time(view.deadline) }) : words.break_text);
  }
  if (seat.kind === "table") {
    return {
      kind: "table",
      label: words.table,
      number: seat.table,
      with: seat.with,
      topic: seat.topic,
      after: seat.next_table ? fill(words.next_table, { table: seat.next_table }) : "",
    };
  }
  if (seat.kind === "rest") {
    let after = "";
    if (seat.next_table) after = fill(seat.until ? words.rest_until : words.rest_until_open, { time: seat.until ? time(seat.until) : "", table: seat.next_table });
    else if (seat.until) after = fill(words.rest_at, { time: time(seat.until) });
    return { kind: "rest", label: words.rest_label, number: words.rest_number, text: words.rest_text, topic: seat.topic, after };
  }
  return calm("no_place");
}
