// Shows a typed password on request, and says how hard a new one is to guess while it is typed (web/passwords.py holds
// the rule). Without it, the browser's own means stay, and the server says what it refuses.
"use strict";

const KINDS = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[ -/:-@[-`{-~]/, 33]];
const BITS = [45, 60, 90];
const code = (sign) => sign.codePointAt(0);

const strength = (password) => {
  const signs = [...password];
  if ([...password.replace(/ {2,}/g, " ")].length < 12) return 0;
  let alphabet = KINDS.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  if (signs.some((sign) => code(sign) > 126)) alphabet += 100;
  const seen = new Set();
  let counted = 0;
  let before = null;
  for (const sign of signs) {
    if (before === null || Math.abs(code(sign) - code(before)) > 1) counted += seen.has(sign) ? 0.5 : 1;
    seen.add(sign);
    before = sign;
  }
  const bits = counted * Math.log2(Math.max(alphabet, 2));
  return 1 + BITS.filter((each) => bits >= each).length;
};

for (const shown of document.querySelectorAll(".reveal")) {
  const button = shown.querySelector("button");
  const input = document.getElementById(button.getAttribute("aria-controls"));
  shown.hidden = false;
  const show = (open) => {
    input.type = open ? "text" : "password";
    button.setAttribute("aria-pressed", String(open));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // What is sent is a password again, so that no browser offers it as text the next time.
  input.form.addEventListener("submit", () => show(false));
}

for (const told of document.querySelectorAll(".strength")) {
  const meter = told.querySelector("meter");
  const words = told.querySelector("output");
  const input = document.getElementById(words.htmlFor.value);
  const levels = told.dataset.levels.split("|");
  input.addEventListener("input", () => {
    const found = strength(input.value);
    told.hidden = input.value === "";
    meter.value = found;
    words.value = levels[found];
  });
}
