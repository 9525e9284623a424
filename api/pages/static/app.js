"use strict";
// The page works without this script, with a page load for every comparison; with it nothing is loaded anew.

const form = document.getElementById("compare");
const result = document.getElementById("result");
const status_ = document.getElementById("status");
const CHANGES = ".rows .row:not(.unchanged), .rows .row.moved, .rows .row.checks";

const say = (what) => { status_.textContent = status_.dataset[what]; };

async function compare() {
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-busy", "true");
  say("busy");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "dedup-part": "1" } });
    result.innerHTML = await answer.text();
    say("done");
    if (location.pathname !== "/") history.replaceState(null, "", "/");
  } catch {
    result.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", textContent: status_.dataset.failed }));
    say("failed");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function step(by) {
  const rows = [...document.querySelectorAll(CHANGES)].filter((row) => row.offsetParent);
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement.closest?.(".row"));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

function unfold() {
  const folds = [...document.querySelectorAll(".fold details")];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
}

function swap() {
  const [a, b] = form.querySelectorAll("textarea");
  [a.value, b.value] = [b.value, a.value];
  count(a);
  count(b);
  if (a.value && b.value) form.requestSubmit();
}

function other() {
  const choice = form.querySelector("input[name=layout]:not(:checked)");
  choice.checked = true;
  if (result.querySelector(".rows")) form.requestSubmit();
}

function count(area) {
  const words = area.value.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  form.querySelector(`[data-count=${area.id}]`).textContent = words ? `${words.toLocaleString(document.documentElement.lang)} ${status_.dataset.words}` : "";
}

async function read(file, area) {
  try {
    area.value = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    say("unreadable");
    result.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", textContent: status_.dataset.unreadable }));
  }
  count(area);
}

const KEYS = { n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), u: unfold, v: other, s: swap };

if (form) {
  form.addEventListener("submit", (event) => { event.preventDefault(); compare(); });
  document.getElementById("swap").addEventListener("click", swap);
  for (const choice of form.querySelectorAll("input[name=layout]")) {
    choice.addEventListener("change", () => { if (result.querySelector(".rows")) form.requestSubmit(); });
  }
  for (const area of form.querySelectorAll("textarea")) {
    area.addEventListener("input", () => count(area));
    area.addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("over"); });
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => {
      area.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      read(event.dataTransfer.files[0], area);
    });
    count(area);
  }
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => input.files.length && read(input.files[0], document.getElementById(input.dataset.into)));
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=file])");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}
