// The desk works without this script. It adds keys for those who like them
// and a button to copy a citation; it stores nothing and asks no one.
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let at = -1;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    if (all[at]) all[at].classList.remove("here");
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all[at].classList.add("here");
    all[at].scrollIntoView({ block: "nearest" });
    const link = all[at].querySelector("[data-open]") || all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }

  function follow(selector) {
    const row = document.activeElement.closest("[data-row]") || rows()[at];
    const link = row && row.querySelector(selector) || document.querySelector(selector);
    if (!link) return;
    const fold = link.tagName !== "SUMMARY" && link.closest("details");
    if (fold) fold.open = true; // a form that lacks something can show what
    link.click();
    if (link.tagName === "SUMMARY") link.focus();
  }

  const go = { d: "/", a: "/actors", m: "/map" };
  let waiting = false;

  function key(e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target.closest("input, select, textarea")) {
      if (e.key === "Escape") e.target.blur();
      return;
    }
    if (waiting) {
      waiting = false;
      if (go[e.key]) location.href = go[e.key];
      return;
    }
    switch (e.key) {
      case "j": move(1); break;
      case "k": move(-1); break;
      case "o": follow("[data-open]"); break;
      case "v": follow("[data-original]"); break;
      case "e": follow("[data-edit]"); break;
      case "m": follow("[data-done]"); break;
      case "g": waiting = true; setTimeout(() => { waiting = false; }, 1500); break;
      case "/": e.preventDefault(); document.getElementById("find").focus(); break;
      case "?": location.href = "/help#keys"; break;
    }
  }
  if (document.body.dataset.keys !== "off") document.addEventListener("keydown", key);

  const words = { en: ["Copy", "Copied"], es: ["Copiar", "Copiado"] }[document.documentElement.lang] || ["Copy", "Copied"];
  for (const cite of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) break;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words[0];
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => navigator.clipboard.writeText(cite.value || cite.textContent).then(() => { button.textContent = words[1]; }));
    cite.after(button);
  }

  // Fields that nobody filled stay out of the address, which people keep.
  for (const form of document.querySelectorAll('form:not([method="post"])')) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) field.disabled = field.disabled || field.value === "" && field.name !== "q";
    });
  }
  addEventListener("pageshow", (e) => {
    if (e.persisted) for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
  });
})();
