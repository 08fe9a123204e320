// Narrows the list of all people to those of a school, a subject and a grade together. Without it, each choice leads to a page of its own.
const picks = [...document.querySelectorAll(".picks a[data-eb-key]")];
const people = [...document.querySelectorAll("li[data-eb-keys]")];
const status = document.querySelector(".narrowed");
const chosen = new Map();

function narrow() {
  const wanted = [...chosen.values()];
  let count = 0;
  for (const person of people) {
    const keys = person.dataset.ebKeys.split(" ");
    person.hidden = !wanted.every((key) => keys.includes(key));
    count += person.hidden ? 0 : 1;
  }
  for (const school of document.querySelectorAll("section.school")) school.hidden = !school.querySelector("li:not([hidden])");
  for (const pick of picks) {
    if (wanted.includes(pick.dataset.ebKey)) pick.setAttribute("aria-current", "true");
    else pick.removeAttribute("aria-current");
  }
  status.hidden = !wanted.length;
  status.querySelector("span").textContent = `${status.dataset.ebLabel}: ${count}`;
}

for (const pick of picks) {
  pick.addEventListener("click", (event) => {
    // With a key or another button, the page of the choice opens beside this one, as with any link.
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const [row] = pick.dataset.ebKey.split("/");
    if (chosen.get(row) === pick.dataset.ebKey) chosen.delete(row);
    else chosen.set(row, pick.dataset.ebKey);
    narrow();
  });
}
