// Links the text and the items both ways, and turns a selection into a place. Without it the anchors still work.
"use strict";

(() => {
  const text = document.getElementById("source-text");
  const mark = document.getElementById("mark");
  if (!text) return;

  const itemOf = (key) => key.replace(/^([A-Z]\d+)-\d+$/, "$1");
  const spansOf = (key) =>
    [...text.querySelectorAll(".span")].filter((span) => itemOf(span.dataset.item) === key);
  const cardOf = (key) =>
    document.getElementById(`item-${key}`) ||
    document.querySelector(`:is(.item, .doubt)[data-item="${CSS.escape(key)}"]`);

  let shown = [];
  const show = (key) => {
    shown.forEach((element) => element.classList.remove("is-shown"));
    const card = cardOf(key);
    shown = [...spansOf(key), ...(card ? [card] : [])];
    shown.forEach((element) => element.classList.add("is-shown"));
    return card;
  };

  // From an item to its words: by a click on it, or when the keyboard comes to it.
  const toText = (event) => {
    const card = event.target.closest(".item, .doubt");
    if (!card || event.target.closest("form, .item-edit")) return;
    show(card.dataset.item);
    const first = spansOf(card.dataset.item)[0];
    if (!first) return;
    if (event.target.closest("a[href^='#']")) event.preventDefault();
    first.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", toText);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".item-key, .item-rest a, .doubt a")) toText(event);
  });

  // From words to their item; a selection is not a click.
  text.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed) return;
    const span = event.target.closest(".span");
    if (!span) return;
    const card = show(itemOf(span.dataset.item));
    if (!card) return;
    event.preventDefault();
    card.scrollIntoView({ block: "center" });
    if (event.target.closest(".jump")) card.focus({ preventScroll: true });
  });

  // The place of a selection in characters of the document, which counts code points and no labels.
  const lengthOf = (words) => [...words].length;
  const placeOf = (node, offset) => {
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(node, offset);
    const before = range.cloneContents();
    before.querySelectorAll(".jump").forEach((label) => label.remove());
    return lengthOf(before.textContent);
  };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    mark.elements.start.value = placeOf(range.startContainer, range.startOffset);
    mark.elements.end.value = placeOf(range.endContainer, range.endOffset);
    mark.hidden = mark.elements.start.value === mark.elements.end.value;
  });

  // What was opened is ready to be typed into.
  document.addEventListener("htmx:afterSwap", (event) => {
    const card = document.getElementById(event.detail.target.id);
    card?.querySelector(".field-wrong input, .item-fields input")?.focus();
  });
})();
