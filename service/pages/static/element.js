/** Builds DOM elements and fills the wording's gaps. Text is always set as text, never as markup. */

/**
 * @param {string} tag name, optionally with classes: "p.quiet"
 * @param {object} [attributes] "on..." are listeners, true/false/null switch an attribute on or off
 * @param {...(Node|string|null|undefined|false)} children
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Sets the text only where it differs, so that screen readers and selections are left in peace. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Shows or hides, and answers whether it is shown. */
export function show(node, shown) {
  node.hidden = !shown;
  return shown;
}

/** The JSON the page was delivered with. */
export function delivered(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Lets the words address people as the evening does now: an open page goes on when that changes. */
export function address(words, anrede) {
  Object.assign(words, words.anrede?.[anrede]);
}

/** Fills `{gaps}` in a sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (gap, key) => (key in values ? String(values[key]) : gap));
}

/** A sentence that counts: `words[key_one]` for 1, else `words[key]`, both with `{n}`. */
export function count(words, key, n, more = {}) {
  const sentence = n === 1 && words[`${key}_one`] ? words[`${key}_one`] : words[key];
  return fill(sentence, { n, ...more });
}

/** An SVG drawing from a string, without its scripts or styles; null if it is none. */
export function drawing(markup) {
  const parsed = new DOMParser().parseFromString(markup, "text/html").querySelector("svg");
  if (!parsed) return null;
  for (const unwanted of parsed.querySelectorAll("script, style, foreignObject")) unwanted.remove();
  const [width, height] = [parsed.getAttribute("width"), parsed.getAttribute("height")];
  if (!parsed.hasAttribute("viewBox") && width && height) {
    parsed.setAttribute("viewBox", `0 0 ${parseFloat(width)} ${parseFloat(height)}`);
  }
  parsed.removeAttribute("width");
  parsed.removeAttribute("height");
  return document.importNode(parsed, true);
}
