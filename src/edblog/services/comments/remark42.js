// Remark42's embed code, with its settings in data attributes instead of an inline script, which the page's Content
// Security Policy would refuse. Where no theme is set, it follows the reader's system.
(() => {
  "use strict";
  const thread = document.getElementById("remark42");
  if (!thread) return;
  const config = { ...thread.dataset };
  window.remark_config = config;

  if (!config.theme) {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => {
      config.theme = dark.matches ? "dark" : "light";
      window.REMARK42?.changeTheme?.(config.theme);
    };
    dark.addEventListener("change", follow);
    follow();
  }

  const script = document.createElement("script");
  script.type = "module";
  script.src = `${config.host}/web/embed.mjs`;
  document.head.append(script);
})();
