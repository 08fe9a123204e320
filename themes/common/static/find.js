// Ctrl+K, on a Mac ⌘K, leads to the field that searches the site. A single key would get in the way of people who speak to their computer.
"use strict";
(() => {
  const isMac = /^(Mac|iP)/.test(navigator.userAgentData?.platform || navigator.platform);
  const hint = document.querySelector(".find kbd");
  if (hint && isMac) hint.textContent = "⌘ K";
  addEventListener("keydown", (event) => {
    const isShortcut = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!isShortcut || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k" || event.defaultPrevented) return;
    const places = document.querySelectorAll("#eb-q, #eb-find, .find-link");
    const place = [...places].find((each) => each.getClientRects().length);
    if (!place) return;
    event.preventDefault();
    place.focus();
    if (place.select) place.select();
  });
})();
