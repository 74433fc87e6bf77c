// Names the tick of another area under the pointer, and lets the arrow keys walk along the ticks of a strip.
"use strict";

for (const box of document.querySelectorAll(".strip-box")) {
  const ticks = [...box.querySelectorAll(".tick")].sort((a, b) => place(a) - place(b));
  if (!ticks.length) continue;
  const names = new Map(ticks.map((tick) => [tick, tick.querySelector("title").textContent]));
  // The browser's own slow hint would stand over ours.
  ticks.forEach((tick) => tick.querySelector("title").remove());
  const name = document.createElement("span");
  name.className = "strip-name";
  name.hidden = true;
  name.setAttribute("aria-live", "polite");
  box.append(name);
  let current = -1;

  const show = (number) => {
    ticks.forEach((tick, other) => tick.classList.toggle("on", other === number));
    current = number;
    name.hidden = number < 0;
    if (number < 0) return;
    name.textContent = names.get(ticks[number]);
    const left = (place(ticks[number]) / 100) * box.clientWidth - name.offsetWidth / 2;
    name.style.insetInlineStart = `${Math.max(0, Math.min(left, box.clientWidth - name.offsetWidth))}px`;
  };

  ticks.forEach((tick, number) => {
    tick.addEventListener("pointerenter", () => show(number));
    tick.addEventListener("pointerleave", () => show(-1));
  });
  box.addEventListener("blur", () => show(-1));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") show(-1);
    if (!step) return;
    event.preventDefault();
    show(Math.max(0, Math.min(ticks.length - 1, current + step)));
  });
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", box.dataset.label);
}

function place(tick) {
  return parseFloat(tick.getAttribute("x"));
}
