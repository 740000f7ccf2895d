/**
 * Fits everything into a box without a scrollbar: pure arithmetic on measured letters.
 * Lengths are in CSS pixels, widths of names in em.
 */

const LONGEST = 14;
const NEARLY_ALL = 0.9;
const HOLES = 0.3;
const FEW_PAGES = 3;
const SLIGHTLY = 0.85;
const SMALLEST = 0.72;
const LINE = 1.28;
const ORGANISATION = 0.9;

const measured = new Map();
let pen;

/** The width of a text in em in a type, e.g. of weight 700. */
export function emWidth(text, face, weight = 400) {
  const key = `${weight} ${face}\n${text}`;
  if (!measured.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = `${weight} 100px ${face}`;
    measured.set(key, pen.measureText(text).width / 100);
  }
  return measured.get(key);
}

/** The width in em that nearly all of some texts need; a few monsters are shortened rather than making all the others small. */
export function widest(texts, face) {
  const widths = texts.map((text) => emWidth(text, face)).sort((a, b) => a - b);
  return Math.min(LONGEST, Math.max(3, widths[Math.floor((widths.length - 1) * NEARLY_ALL)] ?? 0));
}

/**
 * A name for a line of `room` em: a little smaller, then with an initial ("K. Oberländer-Schmidt"), then smaller again.
 *
 * @returns {{text: string, scale: number}}
 */
export function fitted(name, room, face) {
  const scale = (text) => Math.min(1, room / emWidth(text, face));
  const [given, ...rest] = name.split(" ");
  const initial = rest.length ? `${given[0]}. ${rest.join(" ")}` : name;
  const text = scale(name) >= SLIGHTLY ? name : initial;
  return { text, scale: Math.max(SMALLEST, scale(text)) };
}

/**
 * The number of columns and the size of type with which `cards` cards are read best.
 *
 * @param {{width: number, height: number, gap: number}} box
 * @param {{cards: number, lines: number, topic: boolean, name: number, organisation: number, label: number}} content
 *   `lines`: people at the fullest table; `name`, `organisation`, `label`: widest texts in em
 * @param {{most: number, firms: number}} sizes `most`: largest type in px; `firms`: smallest type that leaves room for firms
 * @returns {{columns: number, size: number, shape: "tall"|"wide", firms: boolean, room: number}} `room` for a name, in em
 */
export function arrange(box, content, sizes) {
  const best = (firms) => {
    const lines = content.lines * (firms ? LINE + ORGANISATION : LINE) + (content.topic ? 1.1 : 0);
    const name = firms ? Math.max(content.name, content.organisation * 0.68) : content.name;
    const shapes = {
      tall: { across: name + 1.7, down: lines + 3.95 },
      wide: { across: name + 2.5 + Math.max(2.7, content.label * 1.7 + 1.1), down: Math.max(lines + 1.1, 3.6) },
    };
    let found = { size: 0, worth: 0 };
    for (let columns = 1; columns <= content.cards; columns += 1) {
      const rows = Math.ceil(content.cards / columns);
      const holes = 1 - content.cards / (rows * columns);
      const across = (box.width - box.gap * (columns - 1)) / columns - 4;
      const down = (box.height - box.gap * (rows - 1)) / rows - 4;
      for (const [shape, needs] of Object.entries(shapes)) {
        const size = Math.min(across / needs.across, down / needs.down, sizes.most);
        const worth = size * (1 - HOLES * holes);
        if (worth > found.worth + 0.2) found = { columns, size, worth, shape, firms, room: across / size - (needs.across - name) };
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

/**
 * Columns and rows of a list of names: as few pages as the smallest legible of the `sizes` (falling) makes,
 * in the largest type that needs no more; for a great crowd the smallest of all.
 */
export function arrangeNames(box, names, name, sizes) {
  const fits = sizes.map((size) => ({
    size,
    columns: Math.max(1, Math.floor((box.width + box.gap) / ((name + 3.4) * size + box.gap))),
    rows: Math.max(1, Math.floor(box.height / (size * 1.55))),
  }));
  const pages = ({ columns, rows }) => Math.ceil(names / (columns * rows));
  const fewest = pages(fits.at(-2));
  return fewest > FEW_PAGES ? fits.at(-1) : fits.find((fit) => pages(fit) <= fewest);
}
