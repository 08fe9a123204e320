// When the site was published, and when this story appears, where the publish step says so.
import { h } from "./dom.js";
import { momentIn } from "./words.js";

/** What `status.json` says, with what reads it; null where the site has none. */
async function fetchStatus({ root }) {
  const { appears, idsOf, published } = await import("../status.js");
  const status = await published(root);
  return status && { status, when: (file) => appears(status, idsOf(file)) };
}

/** A line that fills itself once the status is known. */
export function live(form) {
  const { t, data, story, submit } = form;
  form.siteStatus ??= fetchStatus(data);
  const line = h("p", { class: "form-live form-hint", hidden: true });
  form.siteStatus.then((found) => {
    if (!found) return;
    const shown = (moment) => momentIn(data.language, moment, data.timezone);
    const when = story.file ? found.when(story.file) : null;
    line.replaceChildren([t("published", { when: shown(found.status.at) }), when ? t("appears", { when: shown(when) }) : ""].filter(Boolean).join(" "));
    if (data.sending.runs) line.append(" ", h("a", { href: data.sending.runs, target: "_blank", rel: "noopener" }, t("runs", { host: submit.host.name })));
    line.hidden = false;
  }).catch(() => {});
  return line;
}
