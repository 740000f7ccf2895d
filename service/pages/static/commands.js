/** Sends the organiser's commands: each once, whatever the network does. */

/** A key that makes repeating harmless; `randomUUID` is missing on pages without HTTPS. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends one command.
 *
 * @returns {Promise<{kind: "done"|"refused"|"ask"|"network"|"failed", text: string|null, confirm: object|null}>}
 *   `network`: it may or may not have arrived; send the same key again.
 */
export async function send(address, command, key) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout?.(60_000),
    });
  } catch {
    return { kind: "network", text: null, confirm: null };
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return { kind: "done", text: body.text ?? null, confirm: null };
  if (body.code === "confirm_needed") return { kind: "ask", text: body.detail ?? null, confirm: body.confirm ?? null };
  if (response.status >= 500) return { kind: "network", text: body.detail ?? null, confirm: null };
  return { kind: response.status === 409 ? "refused" : "failed", text: body.detail ?? null, confirm: null };
}
