"use strict";
// Without this script one file is sent by the form itself, and the page of a job is loaded anew until it has ended.
// With it folders are sent too: as one tar, in which every file keeps its name and its bytes as they are.

const batch = document.getElementById("batch");
const job = document.getElementById("job");
const encoder = new TextEncoder();
const BLOCK = 512;

function header(name, size, kind) {
  const bytes = new Uint8Array(BLOCK);
  const put = (at, text) => bytes.set(encoder.encode(text), at);
  const octal = (number, digits) => number.toString(8).padStart(digits, "0");
  put(0, name);
  put(100, "0000644\0" + "0000000\0" + "0000000\0" + octal(size, 11) + "\0" + octal(0, 11) + "\0" + "        " + kind);
  put(257, "ustar\0" + "00");
  put(148, octal(bytes.reduce((sum, byte) => sum + byte, 0), 6) + "\0 ");
  return bytes;
}

const padding = (size) => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

// A name that is long or not ASCII goes into a record of its own, whose length counts its own digits.
function named(path) {
  const rest = encoder.encode(` path=${path}\n`).length;
  let length = rest;
  while (length !== rest + String(length).length) length = rest + String(length).length;
  return encoder.encode(`${length} path=${path}\n`);
}

function tar(files) {
  const parts = [];
  for (const [path, file] of files) {
    if (/^[ -~]{1,99}$/.test(path)) {
      parts.push(header(path, file.size, "0"));
    } else {
      const record = named(path);
      parts.push(header("name", record.length, "x"), record, padding(record.length), header("file", file.size, "0"));
    }
    parts.push(file, padding(file.size));
  }
  return new Blob([...parts, new Uint8Array(2 * BLOCK)]);
}

// What a folder holds, by the path below it.
async function below(entry, path) {
  if (entry.isFile) return [[path, await new Promise((done, failed) => entry.file(done, failed))]];
  const reader = entry.createReader();
  const found = [];
  for (let some; (some = await new Promise((done, failed) => reader.readEntries(done, failed))).length;) found.push(...some);
  const inside = [];
  for (const each of found) inside.push(...await below(each, path ? `${path}/${each.name}` : each.name));
  return inside;
}

function upload(name, body, options) {
  const form = new FormData();
  form.append("file", body, name);
  for (const [key, value] of options) if (typeof value === "string") form.append(key, value);
  return form;
}

function sending(form) {
  const bar = document.getElementById("sending");
  const problem = document.getElementById("problem");
  const chosen = document.getElementById("chosen");
  const submit = form.querySelector("button[type=submit]");
  let picked = null; // a name and a list of files by their paths

  const tell = (text) => {
    problem.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", role: "alert", textContent: text }));
  };
  const say = (size) => {
    const [unit, of] = size < 1e3 ? ["byte", 1] : size < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
    return (size / of).toLocaleString(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 });
  };

  function pick(name, files, packed) {
    picked = { name, files, packed };
    const size = files.reduce((sum, [, file]) => sum + file.size, 0);
    problem.replaceChildren();
    if (!files.length) tell(form.dataset.empty);
    if (size > form.dataset.limit) tell(form.dataset.large);
    tellChosen();
    submit.disabled = !files.length || size > form.dataset.limit;
  }

  function tellChosen() {
    const { name, files, packed } = picked;
    const size = files.reduce((sum, [, file]) => sum + file.size, 0);
    chosen.textContent = `${name}${packed ? ` (${files.length.toLocaleString(document.documentElement.lang)})` : ""}, ${say(size)}`;
  }

  function pickFiles(files) {
    if (files.length === 1) pick(files[0].name, [[files[0].name, files[0]]], false);
    else pick("files.tar", [...files].map((file) => [file.name, file]), true);
  }

  function failed(text) {
    bar.hidden = true;
    submit.disabled = false;
    tellChosen();
    tell(text || form.dataset.failed);
  }

  function answered(request) {
    if (request.status < 400 && request.responseURL) return location.assign(request.responseURL);
    if (request.status === 413) return failed(form.dataset.large);
    refused(request.responseText);
  }

  // What was chosen stays chosen: who is not signed in any more does so on another page, and sends it again.
  function refused(part) {
    const why = new DOMParser().parseFromString(part, "text/html").querySelector(".problem");
    failed();
    if (why) problem.replaceChildren(why);
  }

  // A server that refuses a long upload may end the connection before the browser has read why.
  async function brokenOff() {
    const answer = await fetch(location.href, { headers: PART }).catch(() => null);
    if (answer && !answer.ok) refused(await answer.text());
    else failed();
  }

  function send() {
    const { name, files, packed } = picked;
    const body = packed ? tar(files) : files[0][1];
    const request = new XMLHttpRequest(); // fetch does not tell how much was sent
    let told = -1; // the bar moves all the time; what is read aloud changes by quarters
    request.upload.addEventListener("progress", (event) => {
      bar.value = event.loaded / event.total;
      const quarter = Math.floor(4 * bar.value);
      if (quarter === told) return;
      told = quarter;
      chosen.textContent = quarter < 4 ? `${say(event.loaded)} / ${say(event.total)} ${form.dataset.sent}` : form.dataset.all;
    });
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", brokenOff);
    request.open("POST", form.action);
    for (const [name, value] of Object.entries(PART)) request.setRequestHeader(name, value);
    bar.hidden = false;
    submit.disabled = true;
    request.send(upload(name, body, new FormData(form)));
  }

  const [file, folder] = [document.getElementById("file"), document.getElementById("folder")];
  file.required = false;
  file.multiple = true;
  document.getElementById("folder-label").hidden = document.getElementById("or-drop").hidden = false;
  submit.disabled = true;
  file.addEventListener("change", () => file.files.length && pickFiles(file.files));
  folder.addEventListener("change", () => {
    const paths = [...folder.files].map((each) => [each.webkitRelativePath.split("/").slice(1).join("/"), each]);
    if (paths.length) pick(`${folder.files[0].webkitRelativePath.split("/")[0]}.tar`, paths, true);
  });
  const drop = form.querySelector(".drop");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) return pickFiles(event.dataTransfer.files);
    const alone = entries.length === 1;
    const inside = await Promise.all(entries.map((entry) => below(entry, alone ? "" : entry.name)));
    pick(`${alone ? entries[0].name : "files"}.tar`, inside.flat(), true);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (picked) send(); });
}

function watching() {
  const events = new EventSource(job.dataset.events);
  let asking = false;
  let again = false;

  async function show() {
    if (asking) { again = true; return; }
    asking = true;
    const answer = await fetch(location.href, { headers: PART }).catch(() => null);
    if (answer?.ok) job.innerHTML = await answer.text();
    asking = false;
    if (again) { again = false; show(); }
  }

  events.addEventListener("progress", show);
  events.addEventListener("end", async () => {
    events.close();
    await show();
    document.getElementById("cancel")?.remove();
    document.getElementById("job-status").textContent = job.querySelector(".state").textContent;
  });
  // Where events cannot be had, the page is asked for now and then.
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5000); });
}

if (batch) sending(batch);
if (job?.dataset.events) watching();
