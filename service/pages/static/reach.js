/** Who knows their table, by which channel, why not; and the cards for those who do not. */

import { count, element, fill, show, write } from "./element.js";

const CHANNELS = ["telegram", "matrix", "web"];
const WHYS = ["waiting", "not_started", "blocked"];

/** One guest's channels: bound ones, the one that carried the present table ticked, lost ones crossed out. */
export function channels(person, words) {
  const bound = CHANNELS.filter((one) => person.channels?.includes(one) || person.reached === one);
  const lost = (person.lost ?? []).filter((one) => !bound.includes(one));
  const named = [
    ...bound.map((one) => [one, person.reached === one ? "reached" : "bound"]),
    ...lost.map((one) => [one, "lost"]),
  ];
  return named.map(([one, how]) =>
    element(
      `span.channel.${how}`,
      {},
      words[`channel_${one}`],
      how === "bound" ? null : element("span.unseen", {}, ` ${words[`channel_${how}`]}`),
    ),
  );
}

/** Why somebody does not know their table, as a mark in their row. */
export function silence(person, words) {
  if (!person.unreached) return null;
  return element("span.chip.unreached", {}, `${words.unreached}: ${words[`silent_${person.why}`] ?? ""}`);
}

/** Whether a guest has no chat although they may come: worth a card before the evening begins. */
export const withoutChat = (person) =>
  !person.channels?.length && (person.presence === "expected" || person.presence === "here");

/** The lines above the list that say what to do about those who are shown; `place` is filled. */
export class Cards {
  constructor(place, address, words) {
    this.words = words;
    this.address = address;
    this.text = element("p");
    this.whys = element("p.whys");
    this.print = element("a.button", { target: "_blank", rel: "noopener" });
    this.place = place;
    place.append(this.text, this.whys, this.print);
  }

  /** `filter` is what the list shows, `shown` the guests it holds (not narrowed by a search). */
  draw(filter, shown) {
    const { words } = this;
    const only = { unreached: "unreached", no_chat: "no_chat" }[filter];
    if (!show(this.place, Boolean(only) && shown.length > 0)) return;
    write(this.text, count(words, `cards_${only}`, shown.length));
    const whys = WHYS.map((why) => [why, shown.filter((person) => person.why === why).length]);
    const said = whys.filter(([, n]) => n > 0).map(([why, n]) => fill(words[`whys_${why}`], { n }));
    if (show(this.whys, only === "unreached")) write(this.whys, said.join(" · "));
    this.print.href = `${this.address}?only=${only}`;
    write(this.print, count(words, "cards_print", shown.length));
  }
}
