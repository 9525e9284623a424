"use strict";
// Facts are ticked off without loading the page anew; without this script the form does the same.

const AGAIN = "dedup-ticks-again";

const tellTicks = (what) => {
  const ticks = document.getElementById("ticks");
  if (ticks) document.getElementById("tick-notice").textContent = ticks.dataset[what];
};

// The facts that are ticked off, but for the one that was just pressed.
const tickedBut = (panel, fact) => [...panel.querySelectorAll("button[aria-pressed=true]")].map((each) => each.value).filter((each) => each !== fact).join("\n");

document.addEventListener("submit", async (event) => {
  const ticks = event.target;
  if (ticks.id !== "ticks") return;
  event.preventDefault();
  const pressed = event.submitter;
  const body = new URLSearchParams(new FormData(ticks));
  body.append(pressed.name, pressed.value);
  pressed.setAttribute("aria-busy", "true");
  const answer = await ask(ticks.action, { method: "POST", body }).then(async (got) => [got.status, await got.text()]).catch(() => null);
  pressed.removeAttribute("aria-busy");
  if (!answer) return tellTicks("failed");
  const [status, text] = answer;
  const part = new DOMParser().parseFromString(text, "text/html");
  const why = status === 404 ? null : part.querySelector(".problem");
  const notice = document.getElementById("tick-notice");
  if (why) return notice.replaceChildren(...why.childNodes);
  const panel = document.querySelector(".panel");
  const newer = part.querySelector(".panel");
  const again = newer?.querySelector(`button[value="${CSS.escape(pressed.value)}"]`);
  if (!again) { // it is told on the page that comes
    sessionStorage.setItem(AGAIN, "again");
    return location.reload();
  }
  const byOthers = tickedBut(panel, pressed.value) !== tickedBut(newer, pressed.value);
  notice.textContent = byOthers ? ticks.dataset.others : "";
  panel.replaceWith(newer);
  local(newer);
  again.focus();
});

if (sessionStorage.getItem(AGAIN)) {
  sessionStorage.removeItem(AGAIN);
  tellTicks("again");
}
