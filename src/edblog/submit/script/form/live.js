// When the site was published, and when this story appears, where the publish step says so.
import { h } from "./dom.js";
import { dayIn, momentIn } from "./words.js";

/** A line that fills itself, if the site has a `status.json`. */
export function live(form) {
  const { t, data, story, submit } = form;
  const line = h("p", { class: "form-live form-hint", hidden: true });
  fill(line, form).catch(() => {});
  async function fill() {
    const answer = await fetch(`${data.root}status.json`, { cache: "no-store" });
    if (!answer.ok) return;
    const { published_at: published } = await answer.json();
    const moment = new Date(published);
    if (Number.isNaN(moment.getTime())) return;
    const parts = [t("published", { when: momentIn(data.language, moment, data.timezone) })];
    if (story.date) parts.push(t("appears", { when: dayIn(data.language, story.date) }));
    line.replaceChildren(parts.join(" "));
    if (data.sending.runs) line.append(" ", h("a", { href: data.sending.runs, target: "_blank", rel: "noopener" }, t("runs", { host: submit.host.name })));
    line.hidden = false;
  }
  return line;
}
