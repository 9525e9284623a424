"use strict";
// The page works without this script, with a page load for every comparison; with it nothing is loaded anew.

const form = document.getElementById("compare");
const result = document.getElementById("result");
const status_ = document.getElementById("status");
const CHANGES = ".rows .row:not(.unchanged), .rows .row.moved, .rows .row.checks";

// The header of a request for a part of a page. What goes wrong comes as such a part too, with a way to sign in:
// nobody is led away from texts that were entered, nor from what was chosen.
const PART = { "dedup-part": "1", accept: "text/html" };

const say = (what) => { status_.textContent = status_.dataset[what]; };

const fail = (text) => {
  result.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", textContent: text }));
  status_.textContent = text;
};

// The collection that was chosen stands in the address of the form.
function at(path, query = {}) {
  const asked = new URLSearchParams(query);
  const collection = new URL(form.action).searchParams.get("collection");
  if (collection) asked.set("collection", collection);
  return asked.size ? `${path}?${asked}` : path;
}

const ask = (address, how = {}) => fetch(address, { ...how, headers: PART });

async function refused(answer) {
  result.innerHTML = await answer.text();
  status_.textContent = result.textContent.trim();
}

// What lies in the store has an address of its own, until one of the texts is edited.
function stored() {
  const { article_a, version_a, article_b, version_b, job } = form.elements;
  if (!article_a.value || !article_b.value) return "";
  const asked = { a: article_a.value, b: article_b.value };
  if (version_a.value) asked.version = version_a.value;
  if (version_b.value) asked.other_version = version_b.value;
  if (job) asked.job = job.value;
  return at("/compare", asked);
}

function asked() {
  const body = new FormData(form);
  form.dataset.place ||= stored();
  if (!form.dataset.place) return { address: form.action, place: form.dataset.start, how: { method: "POST", body } };
  const place = new URL(form.dataset.place, location);
  place.searchParams.set("layout", body.get("layout"));
  return { address: place, place: place.pathname + place.search, how: {} };
}

async function compare() {
  const { address, place, how } = asked();
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-busy", "true");
  say("busy");
  try {
    const answer = await ask(address, how);
    if (!answer.ok) return await refused(answer);
    const row = document.activeElement.closest(".row")?.id;
    result.innerHTML = await answer.text();
    local(result);
    status_.textContent = result.querySelector("[data-said]")?.textContent ?? status_.dataset.done;
    if (row) focusOn(document.getElementById(row));
    if (location.pathname + location.search !== place) history.replaceState(null, "", place);
  } catch {
    fail(status_.dataset.failed);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

// The server writes moments in UTC; who reads them lives elsewhere.
const MOMENT = /(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/;
const CLOCK = new Intl.DateTimeFormat(document.documentElement.lang, {
  year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZoneName: "short",
});

function local(part) {
  for (const said of part.querySelectorAll("time, .note bdi, svg title")) {
    if (said.childElementCount) continue;
    said.textContent = said.textContent.replace(MOMENT, (_, day, time) => CLOCK.format(new Date(`${day}T${time}Z`)));
  }
}

function step(by) {
  const rows = [...document.querySelectorAll(CHANGES)].filter((row) => row.offsetParent);
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement.closest?.(".row"));
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  focusOn(next);
}

function focusOn(row) {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "center" });
}

function unfold() {
  const folds = [...document.querySelectorAll(".fold details")];
  const open = folds.some((fold) => !fold.open);
  for (const fold of folds) fold.open = open;
}

function swap() {
  const [a, b] = form.querySelectorAll("textarea");
  [a.value, b.value] = [b.value, a.value];
  const { article_a, version_a, article_b, version_b } = form.elements;
  const one = [article_a.value, version_a.value];
  edited(a, article_b.value, version_b.value);
  edited(b, ...one);
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

function edited(area, article = "", version = "") {
  form.elements[`article_${area.name}`].value = article;
  form.elements[`version_${area.name}`].value = version;
  form.dataset.place = "";
  document.getElementById("forget")?.remove();
  document.getElementById("keep")?.removeAttribute("hidden"); // who may only read has no such button
  count(area);
}

function fill(area, text, article) {
  area.value = text;
  edited(area, article);
}

async function read(file, area) {
  const body = new FormData();
  body.append("file", file);
  try {
    const answer = await ask(at("/compare/read"), { method: "POST", body });
    if (answer.ok) fill(area, (await answer.json()).text);
    else await refused(answer);
  } catch {
    fail(status_.dataset.failed);
  }
}

async function find(box) {
  const words = box.querySelector("input").value;
  const list = box.querySelector(".found");
  try {
    const answer = await ask(at("/compare/articles", { words }));
    if (words !== box.querySelector("input").value) return;
    list.innerHTML = await answer.text();
  } catch {
    list.textContent = status_.dataset.failed;
  }
}

// What lies in the result of a job has no address together with what lies in the store.
function leaveJob() {
  if (!form.elements.job) return;
  form.elements.job.remove();
  for (const area of form.querySelectorAll("textarea")) edited(area);
}

async function pick(box, id) {
  const area = document.getElementById(box.dataset.into);
  try {
    const answer = await ask(at("/compare/text", { id }));
    if (!answer.ok) return await refused(answer);
    leaveJob();
    fill(area, (await answer.json()).text, id);
    box.open = false;
    area.focus();
  } catch {
    fail(status_.dataset.failed);
  }
}

// The page in another language, with what stands in it.
function speak(event) {
  const place = form.dataset.place || stored();
  if (!place) return carry(event);
  event.preventDefault();
  const there = new URL(place, location);
  there.searchParams.set("layout", form.elements.layout.value);
  there.searchParams.set("lang", new URL(event.currentTarget.href).searchParams.get("lang"));
  location.assign(there);
}

// The page at another address, with the texts that stand in it.
function carry(event) {
  if (![...form.querySelectorAll("textarea")].some((area) => area.value)) return;
  event.preventDefault();
  form.action = `/compare${new URL(event.currentTarget.href).search}`;
  form.submit();
}

// Who speaks to the machine, or has a shaky hand, needs to switch single letters off.
function keys(box) {
  box.checked = localStorage.getItem("dedup-keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("dedup-keys", box.checked ? "on" : "off"));
}

const KEYS = { n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), u: unfold, v: other, s: swap };

local(document);

if (form) {
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    compare();
  });
  document.getElementById("swap").addEventListener("click", swap);
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  for (const link of document.querySelectorAll(".tongues a")) link.addEventListener("click", speak);
  for (const link of document.querySelectorAll(".collections a")) link.addEventListener("click", carry);
  keys(document.getElementById("keys-on"));
  document.getElementById("print").addEventListener("click", () => print());
  for (const choice of form.querySelectorAll("input[name=layout]")) {
    choice.addEventListener("change", () => { if (result.querySelector(".rows")) form.requestSubmit(); });
  }
  for (const area of form.querySelectorAll("textarea")) {
    area.addEventListener("input", () => edited(area));
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
  for (const box of form.querySelectorAll(".store")) {
    let waiting;
    box.addEventListener("toggle", () => { if (box.open) { box.querySelector("input").focus(); find(box); } });
    box.querySelector("input").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 150, box); });
    box.addEventListener("click", (event) => {
      const chosen = event.target.closest("button.pick");
      if (chosen) pick(box, chosen.dataset.id);
    });
  }
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=file])");
    if (!document.getElementById("keys-on").checked) return;
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
}
