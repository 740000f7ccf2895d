/**
 * Fits everything into a box without a scrollbar: pure arithmetic on measured letters.
 * Lengths are in CSS pixels, widths of names in em.
 */

const LONGEST = 14;
const LINE = 1.28;
const ORGANISATION = 0.9;

const measured = new Map();
let pen;

/** The width of a text in em in the page's type. */
export function emWidth(text, face) {
  const key = `${face}\n${text}`;
  if (!measured.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `100px ${face}`;
    measured.set(key, pen.measureText(text).width / 100);
  }
  return measured.get(key);
}

/** The widest of some texts in em; a single monster is cut off rather than making all the others small. */
export function widest(texts, face) {
  return Math.min(LONGEST, Math.max(3, ...texts.map((text) => emWidth(text, face))));
}

/**
 * The number of columns and the size of type with which `cards` cards are read best.
 *
 * @param {{width: number, height: number, gap: number}} box
 * @param {{cards: number, lines: number, topic: boolean, name: number, organisation: number, label: number}} content
 *   `lines`: people at the fullest table; `name`, `organisation`, `label`: widest texts in em
 * @param {{most: number, firms: number}} sizes `most`: largest type in px; `firms`: smallest type that leaves room for firms
 * @returns {{columns: number, size: number, shape: "tall"|"wide", firms: boolean}}
 */
export function arrange(box, content, sizes) {
  const best = (firms) => {
    const lines = content.lines * (firms ? LINE + ORGANISATION : LINE) + (content.topic ? 1.1 : 0);
    const name = firms ? Math.max(content.name, content.organisation * 0.68) : content.name;
    const shapes = {
      tall: { across: name + 1.7, down: lines + 3.95 },
      wide: { across: name + 2.5 + Math.max(2.7, content.label * 1.7 + 1.1), down: Math.max(lines + 1.1, 3.6) },
    };
    let found = { size: 0 };
    for (let columns = 1; columns <= content.cards; columns += 1) {
      const rows = Math.ceil(content.cards / columns);
      const across = (box.width - box.gap * (columns - 1)) / columns - 4;
      const down = (box.height - box.gap * (rows - 1)) / rows - 4;
      for (const [shape, needs] of Object.entries(shapes)) {
        const size = Math.min(across / needs.across, down / needs.down, sizes.most);
        if (size > found.size + 0.2) found = { columns, size, shape, firms };
      }
    }
    return found;
  };
  const withFirms = content.organisation > 0 ? best(true) : { size: 0 };
  return withFirms.size >= sizes.firms ? withFirms : best(false);
}

/** Columns for cards that only carry a number: as square as the box allows. */
export function arrangeNumbers(box, cards) {
  let found = { size: 0, columns: 1 };
  for (let columns = 1; columns <= cards; columns += 1) {
    const rows = Math.ceil(cards / columns);
    const across = (box.width - box.gap * (columns - 1)) / columns;
    const down = (box.height - box.gap * (rows - 1)) / rows;
    const size = Math.min(across / 2.3, down / 2);
    if (size > found.size) found = { columns, size };
  }
  return found;
}

/** How many names fit a page of a list: its columns and rows. */
export function arrangeNames(box, name, size) {
  const columns = Math.max(1, Math.floor((box.width + box.gap) / ((name + 3.4) * size + box.gap)));
  return { columns, rows: Math.max(1, Math.floor(box.height / (size * 1.5))) };
}
