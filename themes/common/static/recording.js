// A time on the page of a recording starts it there. Without this script, a time opens the file there.
const player = document.getElementById("eb-recording");
const seconds = (address) => Number(/#t=(\d+)/.exec(address)?.[1] ?? NaN);
const start = (at) => {
  // A file that has not begun to load keeps the time for later.
  player.currentTime = at;
  player.play().catch(() => {});
};
document.querySelectorAll("a[data-eb-at]").forEach((link) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || Number.isNaN(seconds(link.href))) return;
    event.preventDefault();
    start(seconds(link.href));
    player.scrollIntoView({ block: "nearest" });
  });
});
document.querySelectorAll("[data-eb-hint]").forEach((hint) => {
  hint.textContent = hint.dataset.ebHint;
  hint.hidden = false;
});
if (!Number.isNaN(seconds(location.hash))) player.currentTime = seconds(location.hash);
