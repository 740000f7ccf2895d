/** The projector: shows the evening as it is, and goes on counting whatever happens to the network. */

import { emWidth } from "./arrange.js";
import { stayAwake } from "./awake.js";
import { Clock, countdown, left, wallTime } from "./clock.js";
import { address, count, delivered, drawing, fill, show, write } from "./element.js";
import { Seating } from "./seating.js";
import { sweep } from "./ring.js";
import { Gong } from "./sound.js";
import { follow } from "./stream.js";

const LAST = 120_000;
const TURN = 15_000;
const MILESTONES = [5, 2, 1];

const words = delivered("words");
const at = (id) => document.getElementById(id);
const clock = new Clock();
const gong = new Gong();
const seating = new Seating(at("tables"), words, document.documentElement.lang);
const narrow = matchMedia("(max-width: 700px), (max-aspect-ratio: 1/1)");

let view = delivered("view");
let drawn = "";
let whole = { step: "", ms: 0 };
let milestone = null;
let turning = true;

const unit = () => Math.min(innerWidth / 1920, innerHeight / 1080);
const time = (ms) => wallTime(ms, view);
const step = () => `${view.state} ${view.round}`;

/** How the picture is laid out, and what the words around the gong say. */
function picture() {
  if (view.paused && view.state !== "announced") {
    return { layout: "calm", headline: words.held, subline: words.held_text, below: words.left };
  }
  switch (view.state) {
    case "created":
    case "open":
      return {
        layout: "welcome",
        kicker: words.welcome,
        headline: view.name,
        subline: view.starts_at ? fill(words.starts_at, { time: time(view.starts_at) }) : words.welcome_text,
      };
    case "announced": {
      const gongAt = view.deadline ? fill(words.gong_at, { time: time(view.deadline) }) : words.gong_soon;
      const when = view.paused ? words.held_announced : gongAt;
      return { layout: "seats", headline: words.to_tables, subline: view.names ? when : `${words.numbers} ${when}` };
    }
    case "running": {
      const end = view.deadline ? fill(words.until, { time: time(view.deadline) }) : null;
      const since = view.started ? fill(words.since, { time: time(view.started) }) : "";
      return { layout: "time", headline: words.running, subline: end ?? since, below: words.left };
    }
    case "between":
      return {
        layout: "calm",
        headline: words.break,
        subline: view.deadline ? fill(words.break_until, { time: time(view.deadline) }) : words.break_open,
        below: words.left,
      };
    default:
      return {
        layout: "calm",
        headline: words.ended,
        subline: words.ended_text,
        kicker: view.rounds ? fill(words.ended_numbers, { rounds: view.rounds, people: view.people }) : "",
      };
  }
}

function drawJoin() {
  const joinable = ["created", "open"].includes(view.state) && view.join !== null && !view.paused;
  document.body.toggleAttribute("data-joinable", joinable);
  if (!show(at("join"), joinable) || at("address").textContent === view.join.url) return;
  at("qr").replaceChildren(...[drawing(view.join.qr)].filter(Boolean));
  write(at("address"), view.join.url);
}

function drawSeating() {
  const shown = (view.state === "announced" || (view.state === "running" && !view.paused)) && view.tables.length > 0;
  show(at("tables"), shown);
  document.body.toggleAttribute("data-wide", !shown);
  if (shown) {
    const announced = view.state === "announced";
    seating.draw(view, {
      legible: (announced ? 21 : 17) * unit(),
      unit: unit(),
      byName: announced,
      scrolling: narrow.matches,
    });
  }
  const page = shown ? seating.page : null;
  const several = page !== null && page.of > 1;
  if (show(at("pages"), several)) {
    const [range, number] = at("pages").children;
    write(range, page.range);
    write(number, fill(words.page_of, page));
  }
  show(at("turn"), several);
  show(at("next"), several);
  write(at("turn"), turning ? words.pages_hold : words.pages_go);
}

/** A long word makes the headline smaller instead of breaking it. */
function headlined(text) {
  const node = at("headline");
  write(node, text);
  const style = getComputedStyle(node);
  const longest = Math.max(...text.split(/\s+/).map((word) => emWidth(word, style.fontFamily, 700)));
  const room = node.clientWidth / (unit() * Number(style.getPropertyValue("--most")));
  node.style.setProperty("--shrink", Math.min(1, room / (longest * 1.02)).toFixed(3));
}

function draw() {
  const { layout, kicker = "", headline, subline = "" } = picture();
  document.documentElement.lang = view.language;
  document.body.dataset.layout = layout;
  document.body.dataset.state = view.state;
  write(at("name"), layout === "welcome" ? "" : view.name);
  const counted = view.round && !["created", "open", "ended"].includes(view.state);
  write(at("round"), counted ? fill(words.round, { n: view.round, of: view.rounds }) : "");
  write(at("kicker"), kicker);
  headlined(headline);
  write(at("subline"), subline);
  if (show(at("message"), Boolean(view.message))) write(at("message"), view.message);
  drawJoin();
  drawSeating();
}

/** The whole length of the present step, for the ring. */
function length(rest) {
  if (whole.step !== step()) whole = { step: step(), ms: 0 };
  const known = view.started && view.deadline ? view.deadline - view.started : 0;
  whole.ms = Math.max(whole.ms, known, rest);
  return whole.ms;
}

function face(phase, share, digits, above = "", below = "") {
  const node = at("gong");
  node.dataset.phase = phase;
  document.body.dataset.phase = phase;
  for (const name of ["brass", "still"]) node.classList.toggle(name, view.state === "ended");
  sweep(node, share);
  write(at("digits"), digits);
  at("digits").dataset.length = digits.length;
  write(at("above"), above);
  write(at("below"), below);
}

function announceMilestone(rest) {
  const minutes = Math.ceil(rest / 60_000);
  const passed = rest <= 0 ? 0 : MILESTONES.filter((m) => minutes <= m).at(-1) ?? null;
  if (passed === milestone) return;
  milestone = passed;
  if (passed === 0) write(at("spoken"), words.round_over);
  else if (passed !== null) write(at("spoken"), count(words, "minutes_left", passed));
}

function tick() {
  const now = clock.now();
  const wall = at("wall").querySelector("time");
  write(wall, time(now));
  if (["created", "open"].includes(view.state) && !view.paused) {
    face("calm", view.people ? view.here / view.people : 0, String(view.here), "", view.people ? fill(words.here, { n: view.people }) : words.here_alone);
    return;
  }
  const rest = left(view, now);
  const { below = "" } = picture();
  if (view.state === "ended") face("calm", 0, "");
  else if (view.paused) face("held", 1, rest === null ? "–" : countdown(rest), "", rest === null ? "" : below);
  else if (rest === null) face("calm", 1, String(view.round ?? ""), words.round_word, fill(words.of, { n: view.rounds }));
  else if (view.state === "running") {
    const last = rest <= LAST;
    announceMilestone(rest);
    if (at("headline").textContent !== (last ? words.last : words.running)) headlined(last ? words.last : words.running);
    face(last ? "last" : "calm", rest / length(rest), rest === 0 ? words.gong : countdown(rest), "", below);
  } else face("calm", rest / length(rest), rest === 0 ? words.gong : countdown(rest), "", below);
}

/** The gong is struck when a round starts or ends. */
function struck(before, after) {
  if (before === step()) return;
  const wasRunning = before.startsWith("running");
  if (after.state !== "running" && !wasRunning) return;
  milestone = null;
  gong.strike(after.state === "running" ? 132 : 110);
  const node = at("gong");
  node.classList.remove("struck");
  requestAnimationFrame(() => node.classList.add("struck"));
}

function receive(next) {
  clock.observe(next.now);
  if (next.version < view.version) return;
  const before = step();
  view = next;
  address(words, view.anrede);
  struck(before, view);
  if (before !== step()) seating.first();
  const seen = JSON.stringify({ ...view, now: 0 });
  if (seen !== drawn) draw();
  drawn = seen;
  restart();
}

clock.observe(view.now);
const restart = clock.every(tick, () => (view.paused ? null : view.deadline));
draw();
tick();
setTimeout(() => at("gong").toggleAttribute("data-ready", true), 50);

const line = follow(document.body.dataset.events, {
  events: { view: receive },
  connection: (up) => write(at("lost"), up ? "" : words.lost),
  opened: () => clock.forget(),
});
clock.onJump(() => line.reconnect());

setInterval(() => {
  if (!turning || !seating.page || seating.page.of < 2) return;
  seating.turn();
  drawSeating();
}, TURN);

at("turn").addEventListener("click", () => {
  turning = !turning;
  drawSeating();
});
at("next").addEventListener("click", () => {
  seating.turn();
  drawSeating();
});
at("sound").addEventListener("click", async () => {
  const button = at("sound");
  const on = gong.awake ? (await gong.sleep(), false) : await gong.wake();
  button.toggleAttribute("data-on", on);
  write(button, on ? words.sound_off : words.sound_on);
  if (on) gong.strike();
});
show(at("full"), document.fullscreenEnabled === true);
at("full").addEventListener("click", () => document.documentElement.requestFullscreen());
let resized;
new ResizeObserver(() => {
  clearTimeout(resized);
  resized = setTimeout(drawSeating, 60);
}).observe(at("tables"));
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(draw, 60);
});
stayAwake();
