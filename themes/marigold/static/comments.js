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

  // Who comes back from signing in, or follows a link to a comment, has asked already.
  const returning = /[?&](giscus|utterances)=|#isso-\d/.test(location.search + location.hash);
  if (button.dataset.ebComments === "auto" || returning) {
    load(false);
  } else {
    button.addEventListener("click", () => load(true));
    button.hidden = false;
  }
});
