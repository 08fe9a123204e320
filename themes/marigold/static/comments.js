// Shows the comments of a story: the service's markup waits in a template until the reader asks.
document.querySelectorAll("[data-eb-comments]").forEach((button) => {
  const talk = button.closest("section");
  const template = talk.querySelector("template");
  const thread = talk.querySelector("[data-eb-thread]");
  const status = talk.querySelector("[role=status]");

  function load(asked) {
    button.hidden = true;
    thread.append(document.importNode(template.content, true));
    status.textContent = button.dataset.ebLoading;
    if (asked) thread.focus();
  }

  if (button.dataset.ebComments === "auto") {
    load(false);
  } else {
    button.addEventListener("click", () => load(true));
    button.hidden = false;
  }
});
