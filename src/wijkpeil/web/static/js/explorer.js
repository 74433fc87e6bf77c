// Computes again, on the site, as soon as a weight or a method is set, and shows who moves. Without it, a button does.
"use strict";

const SETTLED_MS = 700;
// As often as the eye follows; someone who is signed in may ask for so many pages a minute, and no more.
const BETWEEN_MS = 125;
const form = document.querySelector("#set");
const moves = document.querySelector("#moves");
const glance = form.querySelector(".glance");
const told = document.querySelector("#told");
const around = document.querySelector(".moved");
let asked = null;
let saying = 0;
let waiting = 0;
let last = 0;

const chosen = () => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
  return query;
};

const say = (text) => {
  // Only what stays for a moment is said: a slider on its way would talk without end.
  clearTimeout(saying);
  saying = setTimeout(() => (told.textContent = text), SETTLED_MS);
};

const shown = (html) => new DOMParser().parseFromString(html, "text/html").body.childNodes;

const colour = (areas) => {
  const links = document.querySelectorAll("#map .map-area");
  const cells = document.querySelectorAll("#map .map-cell");
  links.forEach((link, at) => {
    const [style, label, title] = areas[link.dataset.area] || [];
    if (!style) return;
    link.setAttribute("class", `map-area on-${style}`);
    link.setAttribute("aria-label", title);
    link.querySelector(".map-number").textContent = label;
    cells[at].setAttribute("class", `map-cell st-${style}`);
  });
};

const fill = (found) => {
  moves.replaceChildren(...shown(found.html));
  colour(found.areas);
  for (const row of form.querySelectorAll(".weight")) {
    const [share, changed] = found.weights[row.dataset.field];
    row.querySelector("output").textContent = share;
    row.classList.toggle("changed", changed);
  }
  for (const [field, text] of Object.entries(found.says)) document.getElementById(`s-${field}`).textContent = text;
  const kept = new URLSearchParams(found.query);
  const { sort, q } = form.elements;
  if (sort.selectedIndex > 0) kept.set("sort", sort.value);
  if (q.value) kept.set("q", q.value);
  const query = kept.toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  glance.textContent = found.said;
  glance.hidden = false;
  say(found.said);
};

const compute = () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, Math.max(0, last + BETWEEN_MS - Date.now()));
};

const ask = async () => {
  last = Date.now();
  asked?.abort();
  const mine = (asked = new AbortController());
  around.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.dataset.moves}?${chosen()}`, { signal: mine.signal, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    fill(await answer.json());
  } catch (error) {
    if (error.name === "AbortError") return;
    say(form.dataset.failed);
  }
  if (mine === asked) around.removeAttribute("aria-busy");
};

for (const row of form.querySelectorAll(".weight")) {
  const slide = row.querySelector(".slide");
  const field = row.querySelector("[name]");
  slide.hidden = false;
  slide.addEventListener("input", () => {
    field.value = slide.value;
    compute();
  });
  field.addEventListener("input", () => {
    const value = parseFloat(field.value.replace(",", "."));
    if (!(value >= 0)) return;
    if (value > slide.max) slide.max = value;
    slide.value = value;
    compute();
  });
}
form.addEventListener("change", (event) => {
  if (event.target.matches("select")) compute();
});
form.elements.q.addEventListener("input", compute);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  compute();
});
