// Disqus' Universal Embed Code, with its settings in data attributes instead of an inline script,
// which the page's Content Security Policy would refuse.
(() => {
  "use strict";
  const thread = document.getElementById("disqus_thread");
  if (!thread) return;
  const { shortname, url, identifier, title } = thread.dataset;

  window.disqus_config = function () {
    this.page.url = url;
    this.page.identifier = identifier;
    this.page.title = title;
  };

  const script = document.createElement("script");
  script.src = `https://${shortname}.disqus.com/embed.js`;
  script.setAttribute("data-timestamp", String(Date.now()));
  document.head.append(script);
})();
