/** Tries again until the service answers, without making the page flicker or a screen reader start anew. */

const EVERY = 5_000;

async function attempt() {
  try {
    const response = await fetch(location.href, { cache: "no-store" });
    if (response.status !== 503) {
      location.reload();
      return;
    }
  } catch {
    // still away
  }
  setTimeout(attempt, EVERY);
}

setTimeout(attempt, EVERY);
