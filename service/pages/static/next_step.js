/** What the organiser can do now: the step that comes next, and which other acts make sense. */

import { fill } from "./element.js";

/**
 * The one big button.
 *
 * @returns {{label: string, why: string, command: string|null}} without a command it can't be pressed
 */
export function nextStep(view, words) {
  const step = (name, command, values = {}) => ({
    label: words[`do_${name}`],
    why: fill(words[`do_${name}_why`], values),
    command,
  });
  if (view.busy) return { label: words.planning, why: words.planning_why, command: null };
  if (view.state === "ended") return step("nothing", null);
  if (view.paused) return step("resume", "resume");
  switch (view.state) {
    case "created":
      return step("open", "open");
    case "open":
      if (view.people === 0) return { ...step("plan", null), why: words.nobody };
      return view.planned ? step("begin", "begin", { n: view.here }) : step("plan", "plan");
    case "announced":
      return step("gong_start", "next", { n: view.round });
    case "running":
      if (view.coming_break && view.round < view.rounds) {
        const why = fill(words.do_gong_break_why, { n: view.round, minutes: view.coming_break });
        return { ...step("gong_end", "next"), why };
      }
      return view.round < view.rounds
        ? step("gong_end", "next", { n: view.round })
        : { ...step("gong_end", "next"), why: words.do_gong_last_why };
    default:
      return step("next", "next", { n: (view.round ?? 0) + 1 });
  }
}

/**
 * The row of smaller acts, each with the reason why it can't be pressed now (null: it can).
 *
 * @returns {{id: string, label: string, long: string|null, why: string|null}[]}
 */
export function furtherActs(view, words) {
  const ended = view.state === "ended" ? words.why_ended : null;
  const begun = ["announced", "running", "between"].includes(view.state) ? null : ended ?? words.why_not_begun;
  const clock = begun ?? (view.paused ? words.why_held : view.deadline === null ? words.why_no_clock : null);
  const acts = [
    { id: "hold", why: clock },
    { id: "extend", why: begun ?? (view.deadline === null && !view.paused ? words.why_no_clock : null), long: words.extend_long },
    { id: "break", why: begun },
    { id: "say", why: null },
    {
      id: "undo",
      why: view.undo ? null : words.why_no_undo,
      long: view.undo ? fill(words.undo_what, { act: words[`act_${view.undo}`] ?? view.undo }) : null,
    },
    { id: "stop", why: begun },
  ];
  if (view.state === "open" && view.planned && view.people > 0) {
    acts.unshift({ id: "again", why: view.busy ? words.why_busy : null });
  }
  return acts.map(({ id, why, long = null }) => ({ id, label: words[id], long, why }));
}
