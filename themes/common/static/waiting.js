// Shows what waits in a template until the reader asks: the comments on a story, and the players of other hosts.
document.querySelectorAll("[data-eb-comments], [data-eb-play]").forEach((button) => {
  const place = button.closest("section, figure");
  const template = place.querySelector("template");
  const room = place.querySelector("[data-eb-thread], [data-eb-stage]");
  const status = place.querySelector("[role=status]");
  const { ebComments: mode, ebReturning: pattern } = button.dataset;

  function load(asked) {
    button.hidden = true;
    room.replaceChildren(document.importNode(template.content, true));
    status.textContent = button.dataset.ebLoading;
    if (!asked) return;
    const frame = room.querySelector("iframe");
    (frame || room).focus();
    // What is loaded takes the place of what had the focus, and the keyboard would pass the player by.
    frame?.addEventListener("load", () => document.activeElement === frame && frame.contentWindow.focus(), { once: true });
  }

  // Who comes back from signing in, or follows a link to a comment, has asked already.
  const returning = pattern && new RegExp(pattern).test(location.search + location.hash);
  if (mode === "auto" || returning) {
    load(false);
  } else {
    button.addEventListener("click", () => load(true));
    button.hidden = false;
  }
});
