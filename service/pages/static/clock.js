/**
 * The server's time on this machine, and a tick at every second's border.
 *
 * A view says what the server's clock showed when it was sent. Its way here only makes the
 * difference to our clock look smaller, so the largest difference seen is the truest.
 */

const MEMORY = 12;
const JUMP = 700;

export class Clock {
  #offsets = [];
  #lead = Date.now() - performance.now();
  #jumped = () => {};

  /** Calls `then` when this machine slept or its clock was set: what was known of the time is void. */
  onJump(then) {
    this.#jumped = then;
  }

  /** Takes in the server's time, just received. */
  observe(serverNow) {
    this.#offsets.push(serverNow - Date.now());
    if (this.#offsets.length > MEMORY) this.#offsets.shift();
  }

  /** Forgets what was measured, e.g. on a new connection. */
  forget() {
    this.#offsets = [];
  }

  /** Milliseconds since 1970 on the server's clock. */
  now() {
    return Date.now() + (this.#offsets.length ? Math.max(...this.#offsets) : 0);
  }

  /** Whether this machine slept or its clock was set since the last look. */
  #watch() {
    const lead = Date.now() - performance.now();
    const jumped = Math.abs(lead - this.#lead) > JUMP;
    this.#lead = lead;
    if (jumped) {
      this.#offsets.splice(0, this.#offsets.length - 1);
      this.#jumped();
    }
  }

  /**
   * Calls `tick` at once, at every border of a second counted back from `border()` (ms on the server's
   * clock, null: whole seconds of the day), and when the page comes back to the front.
   */
  every(tick, border = () => null) {
    let timer;
    const go = () => {
      clearTimeout(timer);
      this.#watch();
      tick();
      const until = border() ?? 0;
      const rest = (((until - this.now()) % 1000) + 1000) % 1000;
      timer = setTimeout(go, rest + 8 < 25 ? rest + 1008 : rest + 8);
    };
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) go();
    });
    window.addEventListener("pageshow", go);
    go();
    return go;
  }
}

/** What is left of the present step in ms, or null when no clock runs. */
export function left(view, now) {
  if (view.paused) return view.remaining ?? null;
  if (view.deadline === null || view.deadline === undefined) return null;
  return Math.max(0, view.deadline - now);
}

/** "7:34" or "1:02:03"; a started second counts as a whole one, so that the gong comes at 0:00. */
export function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  const pad = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

const formats = new Map();

/** "18:42" in the evening's time zone. */
export function wallTime(ms, { language = "de", timezone = "Europe/Berlin" }) {
  const key = `${language} ${timezone}`;
  if (!formats.has(key)) {
    const locale = language === "en" ? "en-GB" : "de-DE";
    formats.set(key, new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: timezone }));
  }
  return formats.get(key).format(ms);
}
