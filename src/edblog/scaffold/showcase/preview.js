// Loads a frame once it is near, and shows the screens and colors that are chosen. The choice stays in the address.
"use strict";
const frames = [...document.querySelectorAll("iframe")];
const boxes = [...document.querySelectorAll("header input")];
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    target.src = target.dataset.src;
  }
}, { rootMargin: "600px" });

function show() {
  const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.name));
  for (const frame of frames) frame.hidden = ![...frame.classList].every((name) => chosen.has(name));
  history.replaceState(null, "", `?show=${[...chosen].join(",")}${location.hash}`);
}

const asked = new URLSearchParams(location.search).get("show");
if (asked !== null) for (const box of boxes) box.checked = asked.split(",").includes(box.name);
for (const box of boxes) box.addEventListener("change", show);
show();
for (const frame of frames) near.observe(frame);
