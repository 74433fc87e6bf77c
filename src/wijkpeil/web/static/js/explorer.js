// Computes again, on the site, as soon as a weight or a method is set, and shows who moves. Without it, a button does.
"use strict";

const SETTLED_MS = 700;
// As often as the eye follows; someone who is signed in may ask for so many pages a minute, and no more.
const BETWEEN_MS = 125;
const form = document.querySelector("#set");
const said = document.querySelector("#said");
const moves = document.querySelector("#moves");
const glance = form.querySelector(".glance");
const told = document.querySelector("#told");
const around = document.querySelector(".moved");
let asked = null;
let saying = 0;
let waiting = 0;
let last = 0;

// An emptied weight is sent: it takes that of its set again.
const chosen = () => {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "" || name.startsWith("w.")) query.append(name, value);
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

const read = (text) => parseFloat(text.replace(",", ".").replace("−", "-"));

// What was typed since the site was asked stays: it differs from what the field was filled with, and is sent again. So
// does what somebody is still typing: nothing yet, or the same number in another form.
const set = (field, value) => {
  const typed = field.value !== field.dataset.sent;
  const typing = field === document.activeElement && (!field.value.trim() || read(field.value) === read(value));
  field.defaultValue = value;
  if (!typed && !typing) field.value = value;
};

const weigh = (weights) => {
  for (const row of form.querySelectorAll(".weight")) {
    const { value, most, share, changed } = weights[row.dataset.field];
    const [slide, field] = [row.querySelector(".slide"), row.querySelector("[name]")];
    set(field, value);
    slide.max = Math.max(most, read(field.value) || 0);
    slide.value = read(field.value);
    row.querySelector("output").textContent = share;
    row.classList.toggle("changed", changed);
  }
};

const fill = (found) => {
  said.replaceChildren(...shown(found.head));
  if (found.html !== null) moves.replaceChildren(...shown(found.html));
  colour(found.areas);
  weigh(found.weights);
  form.querySelectorAll(".part .meta").forEach((note, at) => (note.textContent = found.groups[at]));
  form.elements.was.value = found.query;
  for (const [field, { says, labels }] of Object.entries(found.lists)) {
    const list = form.elements[field];
    document.getElementById(`s-${field}`).textContent = says;
    labels.forEach((label, at) => (list.options[at].text = label));
    list.parentElement.classList.toggle("changed", list.selectedIndex > 0);
  }
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
  for (const field of form.querySelectorAll(".weight [name]")) field.dataset.sent = field.value;
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

const follow = (row, least) => {
  const slide = row.querySelector(".slide");
  const field = row.querySelector("[name]");
  slide.hidden = false;
  slide.addEventListener("input", () => {
    field.value = slide.value;
    compute();
  });
  field.addEventListener("input", () => {
    const value = read(field.value);
    if (field.value.trim() && !(value >= least)) return;
    if (value > slide.max && least === 0) slide.max = value;
    if (field.value.trim()) slide.value = value;
    compute();
  });
};

for (const row of form.querySelectorAll(".weight")) follow(row, 0);
follow(form.querySelector(".power"), -10);
form.addEventListener("change", (event) => {
  if (!event.target.matches("select")) return;
  // A set gives every part its weight: what was typed and not yet taken gives way to it.
  if (event.target.name === "s") for (const field of form.querySelectorAll(".weight [name]")) field.value = field.defaultValue;
  compute();
});
form.elements.q.addEventListener("input", compute);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  compute();
});
