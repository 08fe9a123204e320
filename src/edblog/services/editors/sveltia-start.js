// Runs before Sveltia CMS. It gets its languages from a public host, which the policy of this page blocks: they are beside it.
// And it begins in the language of the site, until somebody chooses another one.
"use strict";
{
  const ask = window.fetch;
  const language = /^https:\/\/unpkg\.com\/@sveltia\/cms@[^/]+\/locales\/([A-Za-z-]+\.json)$/;
  window.fetch = (resource, options) => {
    const found = typeof resource === "string" && language.exec(resource);
    return ask(found ? found[1] : resource, options);
  };

  const settings = "sveltia-cms.prefs";
  const locale = document.documentElement.dataset.language;
  if (locale && !localStorage.getItem(settings)) {
    localStorage.setItem(settings, JSON.stringify({ locale }));
  }
}
