// Shows the buttons that open the phone's own sheet and print the page, and a field for the reader's own server, which stays in this browser.
const row = document.querySelector("[data-eb-share]");
const sheet = row.querySelector("[data-eb-sheet]");
const print = row.querySelector("[data-eb-print]");
const link = row.querySelector("[data-eb-server]");
const field = row.querySelector(".server");
const KEY = "edblog-share-server";

if (navigator.share) {
  const data = { title: sheet.dataset.ebSheet, url: row.querySelector("[data-eb-copy]").dataset.ebCopy };
  // A reader who closes the sheet is no error.
  sheet.addEventListener("click", () => navigator.share(data).catch(() => {}));
  sheet.hidden = false;
}

if (print) {
  print.addEventListener("click", () => window.print());
  print.parentElement.hidden = false;
  const summary = row.querySelector("summary");
  summary.textContent = summary.dataset.ebAll;
}

// A browser may keep nothing, such as in a private window.
function kept() {
  try { return localStorage.getItem(KEY) || ""; } catch { return ""; }
}

function keep(server) {
  try {
    if (server) localStorage.setItem(KEY, server);
    else localStorage.removeItem(KEY);
  } catch { /* It holds for this page. */ }
}

// People write their server, its address, or their own name there (@me@social.example).
function serverOf(text) {
  const name = text.trim().replace(/^https?:\/\//i, "").replace(/^@?[^@\/]*@/, "");
  try {
    const { host } = new URL(`https://${name}`);
    return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(host) ? host : "";
  } catch {
    return "";
  }
}

if (link) {
  const asked = link.href;
  const input = field.querySelector("input");
  const status = field.querySelector("[role=status]");
  const use = (server) => { link.href = server ? link.dataset.ebServer.replace("{server}", server) : asked; };
  input.value = serverOf(kept());
  use(input.value);
  input.addEventListener("input", () => input.setCustomValidity(""));
  const save = () => {
    const server = serverOf(input.value);
    if (input.value.trim() && !server) {
      input.setCustomValidity(input.dataset.ebWrong);
      input.reportValidity();
      return;
    }
    input.value = server;
    keep(server);
    use(server);
    status.textContent = server ? status.dataset.ebKept : status.dataset.ebForgotten;
  };
  field.querySelector("button").addEventListener("click", save);
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") save(); });
  field.hidden = false;
}
