// Shows how far something is that goes on beside the site. Without it, the page has a link to look again.
"use strict";

const BETWEEN_MS = 2000;

const look = async () => {
  const shown = document.querySelector("[data-waiting]");
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = read.querySelector("[data-waiting]");
    if (answer.ok && !now) {
      location.reload();
      return;
    }
    if (now) shown.replaceChildren(...now.childNodes);
  } catch {
    // The site cannot be reached for a moment: the next look may find it.
  }
  setTimeout(look, BETWEEN_MS);
};

setTimeout(look, BETWEEN_MS);
