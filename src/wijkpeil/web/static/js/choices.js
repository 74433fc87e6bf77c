// Lets a long list of choices be searched, and says above it what is chosen. Without it, the list is just long.
"use strict";

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

for (const many of document.querySelectorAll("details.many")) {
  const items = [...many.querySelectorAll("li")];
  const chosen = many.querySelector(".many-chosen");
  const nothing = chosen.dataset.nothing;
  many.addEventListener("change", () => {
    const names = items
      .filter((item) => item.querySelector("input").checked)
      .map((item) => item.querySelector("span").firstChild.textContent.trim());
    chosen.textContent = names.join(", ") || nothing;
  });
  if (items.length <= 12) continue;
  const find = many.querySelector(".many-find");
  find.hidden = false;
  const box = find.querySelector("input");
  box.addEventListener("input", () => {
    const words = plain(box.value).split(/\s+/);
    for (const item of items) item.hidden = !words.every((word) => plain(item.textContent).includes(word));
  });
  box.addEventListener("keydown", (event) => {
    // Enter in the search would send the whole form.
    if (event.key === "Enter") event.preventDefault();
  });
}
