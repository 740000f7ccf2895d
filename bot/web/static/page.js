/** A guest's page: shows the table as soon as it is known and makes every change unmistakable. */

import { stayAwake } from "/static/pages/awake.js";
import { Clock, countdown, left, wallTime } from "/static/pages/clock.js";
import { address, delivered, element, fill, show, write } from "/static/pages/element.js";
import { sweep } from "/static/pages/ring.js";
import { Gong } from "/static/pages/sound.js";
import { follow } from "/static/pages/stream.js";
import { drawChats, letCodeBeCopied } from "./chats.js";
import { place } from "./place.js";
import { Talk } from "./talk.js";

const LAST = 120_000;
const FLASHING = 2_000;
const NOTE_STAYS = 30_000;

const words = delivered("words");
const at = (id) => document.getElementById(id);
const { base } = document.body.dataset;
const clock = new Clock();
const gong = new Gong();
const talk = new Talk({ log: at("log"), earlier: at("earlier"), address: `${base}/commands`, words });

let view = delivered("view");
let heard = view.now;
let whole = { step: "", ms: 0 };
/** The seat shown last: a different one in the same round is a change. */
let seat = null;

const time = (ms) => wallTime(ms, view);
const seated = (v) => (["announced", "running"].includes(v.state) && v.place.kind === "table" ? { round: v.round, table: v.place.table } : null);

/* ---- making it noticed ---- */

function nudge(pattern) {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
}

function again(node, name) {
  node.classList.remove(name);
  requestAnimationFrame(() => node.classList.add(name));
  setTimeout(() => node.classList.remove(name), FLASHING);
}

/** Says a sentence at once to those who listen instead of looking. */
function alarm(text) {
  write(at("alarm"), "");
  requestAnimationFrame(() => write(at("alarm"), text));
}

const spoken = (table, names) => `${fill(words.table_n, { table })}${names.length ? `, ${words.with} ${names.join(", ")}` : ""}`;

function noticeSeat() {
  const now = seated(view);
  const moved = seat && now && seat.round === now.round && seat.table !== now.table;
  const fresh = now && (!seat || seat.round !== now.round || seat.table !== now.table);
  if (moved) {
    const text = fill(words.changed_from, { table: seat.table });
    write(at("changed"), text);
    at("changed").dataset.round = String(now.round);
    alarm(`${spoken(now.table, view.place.with)} – ${text}`);
    again(document.body, "flash");
    nudge([200, 100, 200, 100, 400]);
    gong.strike(196, 0.5);
  } else if (fresh && seatKnown) {
    alarm(spoken(now.table, view.place.with));
    again(document.body, "flash");
    nudge([200, 100, 200]);
    gong.strike(165, 0.4);
  }
  if (fresh) again(at("gong"), "arrived");
  if (now) seat = now;
  show(at("changed"), Boolean(now && at("changed").dataset.round === String(now.round)));
}
let seatKnown = false;

/* ---- drawing ---- */

function person(name) {
  const [, who, firm] = name.match(/^(.*\S)\s+\(([^()]*)\)$/) ?? [null, name, null];
  return element("li", {}, who, firm ? element("small", {}, firm) : null);
}

function drawPlace() {
  const { kind, label, number = "", with: names = [], topic = "", text = "", after = "" } = place(view, words);
  at("place").dataset.kind = kind;
  at("gong").classList.toggle("brass", kind !== "rest");
  for (const name of ["small", "still"]) at("gong").classList.toggle(name, kind === "calm");
  if (show(at("headline"), kind === "calm")) write(at("headline"), label);
  show(at("seat"), kind !== "calm");
  write(at("label"), label);
  write(at("number"), number);
  at("number").style.setProperty("--letters", Math.max(2, ...number.split(/[\s-]+/).map((word) => word.length)));
  write(at("topic"), topic ?? "");
  at("with").querySelector("ul").replaceChildren(...names.map(person));
  write(at("text"), text);
  write(at("after"), after);
  const counted = view.round && ["announced", "running"].includes(view.state);
  write(at("round"), counted ? fill(words.round, { n: view.round, of: view.rounds }) : "");
}

function drawQuick() {
  const seen = JSON.stringify(view.commands);
  const box = at("quick");
  if (box.dataset.seen === seen) return;
  box.dataset.seen = seen;
  box.replaceChildren(
    ...view.commands.map(({ word, text }, i) => {
      const first = i === 0 && (word === "here" || word === "back");
      const button = element(first ? "button.primary" : "button", { type: "button" }, text);
      button.addEventListener("click", async () => {
        if (button.getAttribute("aria-busy")) return;
        button.setAttribute("aria-busy", "true");
        await talk.say(word, text);
        button.removeAttribute("aria-busy");
      });
      return button;
    }),
  );
}

function draw() {
  document.documentElement.lang = view.language;
  write(document.querySelector("h1"), view.name);
  noticeSeat();
  seatKnown = true;
  drawPlace();
  drawQuick();
  drawChats(view.chats, words);
  talk.draw(view);
}

function tick() {
  const rest = left(view, clock.now());
  const step = `${view.state} ${view.round}`;
  if (whole.step !== step) whole = { step, ms: 0 };
  whole.ms = Math.max(whole.ms, rest ?? 0, view.started && view.deadline ? view.deadline - view.started : 0);
  const counting = ["announced", "running"].includes(view.state) && ["here", "expected"].includes(view.me.presence);
  const running = view.state === "running";
  let [phase, share, line, until] = ["calm", counting ? 1 : 0, "", ""];
  if (counting && rest !== null) {
    const text = countdown(rest);
    share = whole.ms ? rest / whole.ms : 0;
    if (view.paused) [phase, line] = ["held", fill(words.left, { left: text })];
    else if (rest === 0) line = words.over;
    else if (!running) line = fill(words.to_gong, { left: text });
    else if (rest <= LAST) [phase, line] = ["last", fill(words.last, { left: text })];
    else line = fill(words.left, { left: text });
  }
  if (counting && !view.paused && view.place.kind !== "rest") {
    if (view.deadline) until = fill(running ? words.until : words.gong_at, { time: time(view.deadline) });
    else if (running && view.place.until) until = fill(words.until, { time: time(view.place.until) });
  }
  if (view.paused && counting) until = words.held;
  const node = at("gong");
  node.dataset.phase = phase;
  sweep(node, share);
  write(at("time"), line);
  write(at("until"), until);
}

/* ---- hearing ---- */

function receive(next) {
  clock.observe(next.now);
  heard = next.now;
  if (next.version < view.version) return;
  const before = `${view.state} ${view.round}`;
  view = next;
  address(words, view.anrede);
  if (before !== `${view.state} ${view.round}`) note("");
  draw();
  restart();
}

/** A line above the table: what the organiser says stays for the round, the rest for a while. */
let noteTimer;
function note(text, { stays = false } = {}) {
  clearTimeout(noteTimer);
  write(at("note"), text);
  if (!stays) noteTimer = setTimeout(() => write(at("note"), ""), NOTE_STAYS);
}

const kinds = {
  table: () => {},
  changed: () => {},
  rest: (notice) => alarm(notice.text),
  gong: (notice) => {
    const starts = view.state === "running";
    note(notice.text || (starts ? words.gong_start : words.gong_end));
    again(at("gong"), "struck");
    nudge([400]);
    gong.strike(starts ? 132 : 110);
  },
  soon: (notice) => {
    note(notice.text || words.soon);
    nudge([120]);
  },
  say: (notice) => {
    note(notice.text, { stays: true });
    nudge([120, 80, 120]);
  },
  joins: (notice) => note(notice.text),
  time: (notice) => note(notice.text),
  held: (notice) => note(notice.text || words.held),
  resumed: (notice) => note(notice.text || words.resumed),
  ended: (notice) => note(notice.text ?? ""),
  contact: (notice) => talk.tell(notice),
  appointed: (notice) => talk.tell(notice),
};

/** The first connection brings what still holds; only what is new may buzz. */
const told = new Set();
function notice(data) {
  if (told.has(data.id)) return;
  told.add(data.id);
  kinds[data.kind]?.(data);
}

async function fetchView() {
  try {
    const response = await fetch(`${base}/view`, { cache: "no-store", signal: AbortSignal.timeout?.(8_000) });
    if (response.ok) receive(await response.json());
  } catch {
    // the line says already that there is no connection
  }
}

let up = true;
function connection(isUp) {
  if (up === isUp) return;
  up = isUp;
  write(at("offline"), up ? "" : fill(words.offline, { time: time(heard) }));
  if (!up) fetchView();
}

/* ---- start ---- */

clock.observe(view.now);
draw();
const restart = clock.every(tick, () => (view.paused ? null : view.deadline));
setTimeout(() => at("gong").toggleAttribute("data-ready", true), 50);
const line = follow(`${base}/events`, {
  events: { view: receive, message: notice },
  connection,
  opened: () => clock.forget(),
});
clock.onJump(() => line.reconnect());

at("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = at("words-field");
  const text = field.value.trim();
  if (!text) return;
  field.value = "";
  talk.say(text);
});
at("sound").addEventListener("click", async () => {
  const on = gong.awake ? (await gong.sleep(), false) : await gong.wake();
  write(at("sound"), on ? words.sound_off : words.sound_on);
  if (on) gong.strike(165, 0.4);
});
letCodeBeCopied(words);
stayAwake();
