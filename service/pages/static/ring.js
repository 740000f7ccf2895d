/** Draws the gong's ring as a share of the whole, 0 to 1. */
export function sweep(gong, share) {
  const { style } = gong.querySelector(".sweep");
  style.strokeDashoffset = String(1 - share);
  style.opacity = share > 0 ? "1" : "0";
}
