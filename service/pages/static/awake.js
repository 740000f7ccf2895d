/** Keeps the display lit while the page is looked at, where the browser can (it needs HTTPS or localhost). */
export function stayAwake() {
  if (!("wakeLock" in navigator)) return;
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("click", ask, { once: true });
  ask();
}
