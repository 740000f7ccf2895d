/** How a guest who reads this page gets their table in a chat instead. */

import { fill, show, write } from "/static/pages/element.js";

const at = (id) => document.getElementById(id);

/** Shows the ways there are; `chats` is null where there is none, or a chat is bound already. */
export function drawChats(chats, words) {
  const telegram = chats?.telegram ?? null;
  const matrix = chats?.matrix ?? null;
  show(at("chats"), Boolean(telegram || matrix));
  if (show(at("telegram"), Boolean(telegram))) at("telegram").querySelector("a").href = telegram;
  if (show(at("matrix"), Boolean(matrix))) {
    write(at("matrix").querySelector("p"), fill(words.matrix, { user: matrix.user }));
    write(at("code"), matrix.code);
  }
}

/** Lets the code be copied; where that is not allowed it is marked, to be copied by hand. */
export function letCodeBeCopied(words) {
  at("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(at("code").textContent);
      write(at("copy"), words.copied);
      setTimeout(() => write(at("copy"), words.copy_code), 2_000);
    } catch {
      getSelection()?.selectAllChildren(at("code"));
    }
  });
}
