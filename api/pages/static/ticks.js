// Facts are ticked off without loading the page anew; without this script the form does the same.
"use strict";

document.addEventListener("submit", async (event) => {
  const ticks = event.target;
  if (ticks.id !== "ticks") return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const body = new URLSearchParams(new FormData(ticks));
  body.append(name, value);
  event.submitter.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(ticks.action, { method: "POST", body, headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) {
      document.querySelector(".panel > .problem")?.remove();
      document.querySelector(".panel").prepend(page.querySelector(".problem, .empty"));
      event.submitter.removeAttribute("aria-busy");
      return;
    }
    document.querySelector(".panel").replaceWith(page.querySelector(".panel"));
    document.querySelector(`.panel button[value="${CSS.escape(value)}"]`).focus();
  } catch {
    event.submitter.removeAttribute("aria-busy");
    location.reload();
  }
});
