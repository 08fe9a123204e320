// Narrows a wall to the resources of a grade, a kind and a topic together. Without it, each choice leads to a page of its own.
const picks = [...document.querySelectorAll(".picks a[data-eb-key]")];
const resources = [...document.querySelectorAll("li[data-eb-keys]")];
const heading = document.getElementById("eb-wall");
const status = document.querySelector("[role=status]");
const print = document.querySelector("a[data-eb-print]");
const nothing = document.querySelector(".nothing-left");
const whole = heading.textContent;
const chosen = new Map();

const add = (key) => chosen.set(key.split("/")[0], key);

function narrow() {
  const wanted = [...chosen.values()];
  let count = 0;
  for (const resource of resources) {
    const keys = resource.dataset.ebKeys.split(" ");
    resource.hidden = !wanted.every((key) => keys.includes(key));
    count += resource.hidden ? 0 : 1;
  }
  for (const pick of picks) {
    if (pick.dataset.ebKey ? wanted.includes(pick.dataset.ebKey) : !wanted.length) pick.setAttribute("aria-current", "true");
    else pick.removeAttribute("aria-current");
  }
  const names = picks.filter((pick) => wanted.includes(pick.dataset.ebKey)).map((pick) => pick.firstChild.textContent.trim());
  heading.textContent = wanted.length ? `${count} ${heading.dataset.ebLabel}: ${names.join(", ")}` : whole;
  status.textContent = heading.textContent;
  if (print) print.hash = wanted.join(",");
  if (nothing) nothing.hidden = count > 0;
}

for (const pick of picks) {
  pick.addEventListener("click", (event) => {
    // With a key or another button, the page of the choice opens beside this one, as with any link.
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const key = pick.dataset.ebKey;
    if (!key) chosen.clear();
    else if (chosen.get(key.split("/")[0]) === key) chosen.delete(key.split("/")[0]);
    else add(key);
    narrow();
  });
}

// A page to print is narrowed as the wall was from which it was opened.
const known = new Set(picks.map((pick) => pick.dataset.ebKey));
let asked = "";
try {
  asked = decodeURIComponent(location.hash.slice(1));
} catch {
  // Not written by a wall.
}
for (const key of asked.split(",")) if (key && known.has(key)) add(key);
if (chosen.size) narrow();
