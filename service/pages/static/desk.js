/** The organiser's desk: where the evening stands, the step that comes next, and who is here. */

import { Clock, countdown, left, wallTime } from "./clock.js";
import { newKey, send } from "./commands.js";
import { address, count, delivered, drawing, element, fill, show, write } from "./element.js";
import { guestList } from "./guest_list.js";
import { Guests } from "./guests.js";
import { Hall } from "./hall.js";
import { InPerson } from "./in_person.js";
import { furtherActs, nextStep } from "./next_step.js";
import { Matches } from "./matches.js";
import { Cards } from "./reach.js";
import { sweep } from "./ring.js";
import { settingsForm } from "./settings_form.js";
import { follow } from "./stream.js";

const LAST = 120_000;
const ANSWER_STAYS = 8_000;
const words = delivered("words");
const at = (id) => document.getElementById(id);
const { events, commands, participants, cards, matches: matchesAddress } = document.body.dataset;
const clock = new Clock();
let view = delivered("view");
let heard = view.now;
let whole = { step: "", ms: 0 };
let milestone = null;
let answerTimer;
const waiting = new Set();

const time = (ms) => wallTime(ms, view);

/* ---- sending ---- */

function answer(text, { warn = false, retry = null } = {}) {
  clearTimeout(answerTimer);
  at("answer").replaceChildren(
    ...(text ? [element(warn ? "p.warn" : "p.good", {}, text)] : []),
    ...(retry ? [element("button", { type: "button", onclick: retry }, words.retry)] : []),
  );
  if (text && !retry) answerTimer = setTimeout(() => answer(null), ANSWER_STAYS);
}

/** Asks in a dialog; resolves with the value of the button that was pressed ("" or "no": left alone). */
function ask(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}

async function command(act, button, key = newKey()) {
  if (waiting.has(button.id || button)) return;
  waiting.add(button.id || button);
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  const result = await send(commands, act, key);
  waiting.delete(button.id || button);
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  drawActs();
  if (result.kind === "ask") {
    write(at("confirm-text"), result.text ?? "");
    write(at("confirm-yes"), result.confirm?.yes ?? words.confirm_yes);
    write(at("confirm-no"), result.confirm?.no ?? words.confirm_no);
    answer(null);
    if ((await ask(at("confirm"))) === "yes") await command({ ...act, confirm: true }, button);
  } else if (result.kind === "network") {
    answer(result.text ?? words.no_network, { warn: true, retry: () => command(act, button, key) });
  } else if (result.kind === "done") answer(result.text);
  else answer(result.text ?? words.failed, { warn: true });
}

const further = {
  hold: (button) => command({ command: "hold" }, button),
  extend: (button) => command({ command: "extend", minutes: 2 }, button),
  undo: (button) => command({ command: "undo" }, button),
  stop: (button) => command({ command: "stop" }, button),
  again: (button) => command({ command: "plan" }, button),
  async break(button) {
    const minutes = Number(await ask(at("break")));
    if (minutes) await command({ command: "break", minutes }, button);
  },
  async say(button) {
    const text = (await ask(at("say"))) === "say" ? at("say-text").value.trim() : "";
    if (!text) return;
    at("say-text").value = "";
    await command({ command: "say", text }, button);
  },
};

/* ---- drawing ---- */

function drawState() {
  write(at("state"), view.paused ? words.state_paused : words[`state_${view.state}`]);
  const counted = view.round && view.state !== "created" && view.state !== "open";
  write(at("round"), counted ? fill(words.round, { n: view.round, of: view.rounds }) : "");
  let until = "";
  if (view.state === "created" || view.state === "open") {
    until = view.starts_at ? fill(words.starts_at, { time: time(view.starts_at) }) : "";
  } else if (!view.paused && view.state !== "ended") {
    const sentence = view.state === "running" ? words.until : words.gong_at;
    until = view.deadline === null ? words.manual : fill(sentence, { time: time(view.deadline) });
  }
  write(at("until"), until);
  const counts = ["here", "expected", "away"]
    .map((presence) => [presence, view.everyone.filter((person) => person.presence === presence).length])
    .filter(([presence, n]) => n > 0 || presence === "here")
    .map(([presence, n]) => count(words, `count_${presence}`, n));
  write(at("counts"), counts.join(" · "));
  // While a round is announced messages are on their way: only who gets none is worth a word.
  const late = view.state === "running";
  const silent = view.everyone.filter((person) => person.unreached && (late || person.why !== "waiting")).length;
  if (show(at("silent"), silent > 0)) write(at("silent"), count(words, "count_unreached", silent));
  if (show(at("message"), Boolean(view.message))) write(at("message"), `${words.message}: ${view.message}`);
}

let networksDrawn = "";
/** Networks in trouble. Drawn only when it changes: it is read out as it comes. */
function drawNetworks() {
  const seen = JSON.stringify(view.networks);
  if (seen === networksDrawn) return;
  networksDrawn = seen;
  at("networks").replaceChildren(
    ...view.networks.map(({ text, more }) => element("p", {}, element("b", {}, text), " ", more && element("small", {}, more))),
  );
}

function drawPlan() {
  write(at("plan"), view.plan ?? (view.state === "open" && view.people > 0 ? words.no_plan : ""));
}

function enable(button, why) {
  if (why) button.setAttribute("aria-disabled", "true");
  else if (!waiting.has(button.id)) button.removeAttribute("aria-disabled");
  button.title = why ?? "";
}

function drawActs() {
  const next = nextStep(view, words);
  const primary = at("primary");
  const [label, why] = primary.children;
  write(label, next.label);
  write(why, next.why);
  primary.dataset.command = next.command ?? "";
  primary.toggleAttribute("data-busy", view.busy);
  enable(primary, next.command ? null : next.why);

  for (const act of furtherActs(view, words)) {
    let button = at(`act-${act.id}`);
    if (!button) {
      button = element("button", { type: "button", id: `act-${act.id}` }, element("span"), element("small"));
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") answer(button.title, { warn: true });
        else further[act.id](button);
      });
      at("acts").append(button);
    }
    const [name, more] = button.children;
    write(name, act.label);
    write(more, act.id === "undo" && view.undo ? words[`act_${view.undo}`] ?? view.undo : "");
    if (act.long) button.setAttribute("aria-label", act.long);
    else button.removeAttribute("aria-label");
    enable(button, act.why);
  }
  const again = at("act-again");
  if (again) again.hidden = !furtherActs(view, words).some((act) => act.id === "again");
}

function copyable(label, url, { opens = true } = {}) {
  const field = element("input", { type: "text", readonly: true, value: url, "aria-label": label });
  const copy = element("button", { type: "button" }, words.copy);
  copy.addEventListener("click", async () => {
    let copied;
    try {
      await navigator.clipboard.writeText(url);
      copied = true;
    } catch {
      field.select();
      copied = document.execCommand("copy");
    }
    write(copy, copied ? words.copied : words.copy_failed);
    setTimeout(() => write(copy, words.copy), 2_000);
  });
  return element(
    "li",
    {},
    element("span", {}, label),
    field,
    copy,
    opens
      ? element("a.button", { href: url, target: "_blank", rel: "noopener", "aria-label": `${label}: ${words.open_link}` }, words.open_link)
      : null,
  );
}

let linksDrawn = "";
function drawLinks() {
  const seen = JSON.stringify([view.links, view.join, view.code]);
  if (seen === linksDrawn) return;
  linksDrawn = seen;
  const links = Object.entries(view.links ?? {}).filter(([, url]) => url);
  at("link-list").replaceChildren(
    ...links.map(([kind, url]) => copyable(words[`link_${kind}`] ?? kind, url)),
    ...(view.code ? [copyable(words.link_code, view.code, { opens: false })] : []),
  );
  if (show(at("qr"), Boolean(view.join?.qr))) at("qr").replaceChildren(...[drawing(view.join.qr)].filter(Boolean));
  if (show(at("new-guest"), Boolean(view.links?.join))) at("new-guest").href = view.links.join;
}

function drawList() {
  show(at("list-save"), view.people > 0);
}

function drawLog() {
  const lines = [...(view.log ?? [])].sort((a, b) => b.at - a.at);
  const list = at("log").querySelector("ol");
  list.replaceChildren(...(lines.length ? lines.map((line) => element("li", {}, line.text)) : [element("li", {}, words.log_empty)]));
}

const settings = settingsForm({ form: at("settings").querySelector("form"), words, change: (changes, button) => command({ command: "settings", settings: changes }, button) });

const inPerson = new InPerson(at("in-person"), words, (person, button) => command({ command: "told", participant: person.id }, button));
const hall = new Hall(
  {
    section: at("hall"),
    tables: at("hall-tables"),
    visit: at("visit"),
    who: at("visit").elements.participant,
    send: at("visit-send"),
    dialog: at("pick"),
    pickTitle: at("pick-title"),
    pickWho: at("pick-who"),
    pickYes: at("pick-yes"),
  },
  words,
  { command, ask },
);
const printable = new Cards(at("cards"), cards, words);
const guests = new Guests(
  { search: at("search"), filters: at("filters"), list: at("people"), nobody: at("nobody") },
  words,
  {
    act: (act, person, button) => command({ command: act, participant: person.id }, button),
    swap: (person, button) => hall.swap(person, button),
    copyable,
    card: (person) => `${cards}?person=${encodeURIComponent(person.id)}`,
    shown: (filter, people) => printable.draw(filter, people),
  },
);
at("silent").addEventListener("click", () => guests.showUnreached());
const matches = new Matches(at("matches"), matchesAddress, words, { act: command });
guestList({ input: at("file"), form: at("list-paste"), place: at("list-report"), address: participants, words });

function draw() {
  document.title = `${view.name} – ${words.page}`;
  write(document.querySelector("h1"), view.name);
  document.body.dataset.state = view.state;
  drawState();
  drawNetworks();
  drawPlan();
  drawActs();
  drawLinks();
  drawList();
  drawLog();
  settings.draw(view);
  inPerson.draw(view.in_person);
  hall.draw(view);
  guests.draw(view.everyone, view.state);
  matches.draw(view);
}

function tick() {
  const now = clock.now();
  write(at("wall").querySelector("time"), time(now));
  const step = `${view.state} ${view.round}`;
  if (whole.step !== step) {
    whole = { step, ms: 0 };
    milestone = null;
  }
  const waitingForGuests = ["created", "open"].includes(view.state);
  const rest = waitingForGuests || view.state === "ended" ? null : left(view, now);
  whole.ms = Math.max(whole.ms, rest ?? 0, view.started && view.deadline ? view.deadline - view.started : 0);
  let [phase, share, digits] = ["calm", 1, words.no_clock];
  if (waitingForGuests) [share, digits] = [view.people ? view.here / view.people : 0, `${view.here}/${view.people}`];
  else if (view.state === "ended") [share, digits] = [0, "–"];
  else if (view.paused) [phase, digits] = ["held", rest === null ? "–" : countdown(rest)];
  else if (rest !== null) {
    phase = view.state === "running" && rest <= LAST ? "last" : "calm";
    [share, digits] = [rest / whole.ms, countdown(rest)];
    const minutes = Math.ceil(rest / 60_000);
    if (view.state === "running" && minutes !== milestone && [1, 2, 5].includes(minutes)) {
      write(at("spoken"), count(words, "minutes_left", minutes));
    }
    milestone = minutes;
  } else digits = `${view.round ?? ""}/${view.rounds ?? ""}`;
  at("gong").dataset.phase = phase;
  sweep(at("gong"), share);
  write(at("digits"), digits);
  at("digits").dataset.length = String(Math.max(5, digits.length));
}

function receive(next) {
  clock.observe(next.now);
  heard = next.now;
  if (next.version < view.version) return;
  view = next;
  address(words, view.anrede);
  draw();
  restart();
}

at("primary").addEventListener("click", () => {
  const button = at("primary");
  if (button.getAttribute("aria-disabled") === "true") return;
  command({ command: button.dataset.command }, button);
});

clock.observe(view.now);
at("list").open = view.people === 0;
draw();
const restart = clock.every(tick, () => (view.paused ? null : view.deadline));
setTimeout(() => at("gong").toggleAttribute("data-ready", true), 50);
const line = follow(events, {
  events: { view: receive },
  connection: (up) => write(at("lost"), up ? "" : fill(words.lost, { time: time(heard) })),
  opened: () => clock.forget(),
});
clock.onJump(() => line.reconnect());
