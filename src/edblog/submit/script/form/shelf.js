// The stories that wait in this browser, and how to be rid of them.
import { h } from "./dom.js";
import { button, wordButton } from "./fields.js";
import { momentIn } from "./words.js";

/** Cards of the stories that wait, apart from the one that is open. */
export async function shelf(form) {
  const { t, data, story, device, drafts } = form;
  const others = (await drafts.list()).filter(({ id }) => id !== story.id);
  if (!others.length) return null;
  const cards = others.map(({ id, title, saved }) => h("li", { class: "form-card" }, h("h3", {}, title || t("untitled")),
    h("p", { class: "form-hint" }, t("draft_line", { day: momentIn(data.language, new Date(saved), data.timezone) })),
    h("p", { class: "buttons" }, button(t("go_on"), () => form.openDraft(id), { "aria-label": t("go_on_with", { title: title || t("untitled") }) })),
    confirmed(form, "delete", async () => {
      await drafts.remove(id);
      await form.redraw();
      form.say(t("deleted", { device }));
    })));
  const all = others.length > 1
    ? confirmed(form, "delete_all", async () => {
      await form.keeper.remove(story);
      await drafts.removeAll();
      form.reset();
    })
    : null;
  return h("section", { class: "form-shelf", "aria-labelledby": "eb-form-shelf" }, h("h2", { id: "eb-form-shelf" }, t("waiting", { device })), h("ul", {}, cards), all);
}

/** A word to press, and a second one to make sure. */
export function confirmed(form, key, act) {
  const { t, device } = form;
  const sure = h("span", { class: "form-sure", hidden: true });
  const ask = wordButton(t(key, { device }), () => {
    sure.hidden = false;
    ask.hidden = true;
    const yes = button(t("delete_yes"), act);
    const no = button(t("keep"), () => {
      sure.hidden = true;
      ask.hidden = false;
      ask.focus();
    }, { quiet: true });
    sure.replaceChildren(h("span", { role: "alert" }, t(`${key}_sure`, { device })), " ", yes, " ", no);
    no.focus();
  });
  return h("span", { class: "form-delete" }, ask, sure);
}
