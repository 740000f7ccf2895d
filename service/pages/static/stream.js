/**
 * Follows server-sent events through bad Wi-Fi: the browser reconnects by itself where it does,
 * we do where it gives up, and a silent line is taken for dead once the server has shown that it beats.
 */

const SILENCE = 25_000;
const GRACE = 1_500;
const LONGEST = 15_000;

/**
 * @param {string} address of the events
 * @param {object} heard
 * @param {Object<string, (data: any, id: string) => void>} heard.events by name; "message" are the unnamed ones
 * @param {(connected: boolean) => void} [heard.connection] told when the line is up, and when it stays down
 * @param {() => void} [heard.opened] a new connection stands
 * @returns {{reconnect: () => void, close: () => void}}
 */
export function follow(address, { events, connection = () => {}, opened = () => {} }) {
  let source = null;
  let retry = 0;
  let attempts = 0;
  let silence = 0;
  let grace = 0;
  let beats = false;
  let lastEvent = "";

  const heardSomething = () => {
    attempts = 0;
    clearTimeout(grace);
    grace = 0;
    connection(true);
    clearTimeout(silence);
    if (beats) silence = setTimeout(reconnect, SILENCE);
  };
  const lost = () => {
    if (!grace) grace = setTimeout(() => connection(false), GRACE);
  };

  function connect() {
    clearTimeout(retry);
    const asked = new URL(address, location.href);
    if (lastEvent) asked.searchParams.set("last_event_id", lastEvent);
    source = new EventSource(asked);
    source.onopen = () => {
      opened();
      heardSomething();
    };
    source.onerror = () => {
      lost();
      if (source.readyState === EventSource.CLOSED) {
        attempts += 1;
        retry = setTimeout(connect, Math.min(2_000 * 1.5 ** (attempts - 1), LONGEST));
      }
    };
    source.addEventListener("beat", () => {
      beats = true;
      heardSomething();
    });
    for (const [name, then] of Object.entries(events)) {
      source.addEventListener(name, (event) => {
        heardSomething();
        if (event.lastEventId) lastEvent = event.lastEventId;
        then(JSON.parse(event.data), event.lastEventId);
      });
    }
  }

  function reconnect() {
    clearTimeout(silence);
    source?.close();
    lost();
    connect();
  }

  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > SILENCE) reconnect();
  });
  window.addEventListener("online", reconnect);
  connect();
  return {
    reconnect,
    close() {
      clearTimeout(retry);
      clearTimeout(silence);
      clearTimeout(grace);
      source.close();
    },
  };
}
