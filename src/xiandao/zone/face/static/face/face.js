// Small conveniences. Every page works without this file; with it, some things take one step less.
"use strict";

(() => {
  const A_WHILE = 5000; // milliseconds

  // "Go back" returns to the page as it was left, with what was typed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-goes-back]");
    if (link && history.length > 1) {
      event.preventDefault();
      history.back();
    }
  });

  // A refusal is shown where messages are announced; any other failure is at least said.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true;
  });
  const sayFailed = (event) => {
    if (event.detail.xhr?.getResponseHeader("HX-Retarget")) return;
    const notice = document.createElement("p");
    notice.className = "notice notice-error";
    notice.textContent = document.body.dataset.failed;
    document.getElementById("notices").replaceChildren(notice);
  };
  document.addEventListener("htmx:responseError", sayFailed);
  document.addEventListener("htmx:sendError", sayFailed);

  // An open menu closes on Escape and when the reader goes on elsewhere.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // A slider says where it stands.
  document.addEventListener("input", (event) => {
    const said = event.target.nextElementSibling;
    if (event.target.type === "range" && said?.matches("output")) said.value = event.target.value;
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, A_WHILE); // the answer may be a download, and the page stays
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });
})();
