// Narrows a wall to the resources of a grade, a kind and a topic together. Without it, each choice leads to a page of its own.
// The choices are in the address, as #grade/3-5,kind/tool: the back button takes one off, and the address can be sent to somebody.
const picks = [...document.querySelectorAll(".picks a[data-eb-key]")];
const resources = [...document.querySelectorAll("li[data-eb-keys]")];
const heading = document.getElementById("eb-wall");
const status = document.querySelector("[role=status]");
const print = document.querySelector("a[data-eb-print]");
const nothing = document.querySelector(".nothing-left");
const known = new Set(picks.map((pick) => pick.dataset.ebKey));
const whole = heading.textContent;
const chosen = new Map();

const facet = (key) => key.split("/")[0];

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
  const label = count === 1 ? heading.dataset.ebOne : heading.dataset.ebLabel;
  heading.textContent = wanted.length ? `${count} ${label}: ${names.join(", ")}` : whole;
  status.textContent = heading.textContent;
  if (print) print.hash = wanted.join(",");
  if (nothing) nothing.hidden = count > 0;
}

function readAddress() {
  chosen.clear();
  let asked = "";
  try {
    asked = decodeURIComponent(location.hash.slice(1));
  } catch {
    // Not written by a wall.
  }
  for (const key of asked.split(",")) if (key && known.has(key)) chosen.set(facet(key), key);
}

for (const pick of picks) {
  pick.addEventListener("click", (event) => {
    // With a key or another button, the page of the choice opens beside this one, as with any link.
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const key = pick.dataset.ebKey;
    if (!key) chosen.clear();
    else if (chosen.get(facet(key)) === key) chosen.delete(facet(key));
    else chosen.set(facet(key), key);
    const place = location.pathname + location.search;
    history.pushState(null, "", chosen.size ? `${place}#${[...chosen.values()].join(",")}` : place);
    narrow();
  });
}

addEventListener("popstate", () => {
  readAddress();
  narrow();
});

// A page to print is narrowed as the wall was from which it was opened.
readAddress();
if (chosen.size) narrow();
