// The third step: what is fine, what is to fix, and the story as readers will see it.
import { h, icon, newId } from "./dom.js";
import { button } from "./fields.js";
import { previewCard } from "./preview-card.js";
import { addressOfStory, findings, isTaken, withoutHeading } from "./state.js";

const STEP_OF = { author: "start", credentials: "start" };
const FINE = ["title", "author", "text", "pictures", "summary", "date"];

export function checkStep(form) {
  const { t, story } = form;
  story.isChecked = true;
  form.named();
  const title = h("span");
  const list = h("div", { class: "form-findings" });
  const after = h("p", { class: "form-hint" });
  const draw = () => {
    const found = findings(story, form.data, t);
    const toFix = found.filter(({ severity }) => severity !== "notice");
    const toKnow = found.filter(({ severity }) => severity === "notice");
    const name = firstName(form);
    title.textContent = t(`${toFix.length ? "almost" : "ready"}${name ? "_name" : ""}`, { name });
    list.replaceChildren(...[
      toFix.length ? block(form, "to_fix", "warning", toFix, draw) : null,
      toKnow.length || form.takenName ? block(form, "to_know", "info", [...toKnow, ...taken(form)], draw) : null,
      fine(form, found),
    ].filter(Boolean));
    after.textContent = toFix.length ? t("send_anyway") : "";
  };
  draw();
  askForName(form, draw);
  return {
    title,
    panel: [h("div", { class: "form-sided" },
      h("div", { class: "form-main" }, list, h("div", { class: "form-box" }, h("h3", {}, t("look")), h("p", {}, t("look_text")))), previewCard(form)),
    h("div", { class: "form-next" }, h("p", { class: "buttons" }, button(t("to_send"), () => form.go("send"), { icon: "arrow" }), button(t("back", { step: t("step_write") }), () => form.go("write"), { quiet: true })), after)],
  };
}

export const firstName = ({ data, story }) => {
  const name = data.authors.find(({ id }) => id === story.author.id)?.name ?? story.author.name ?? "";
  return name.trim().split(/\s+/)[0] ?? "";
};

/** Whether the site has a story of that address by now. */
async function askForName(form, draw) {
  const { story, data } = form;
  form.takenName = story.file && (await isTaken(story.file, data)) ? story.file : "";
  if (form.takenName) draw();
}

const taken = (form) =>
  form.takenName ? [{ field: "", severity: "notice", sentence: form.t("name_taken", { address: addressOfStory(form.story, form.data) }) }] : [];

function block(form, key, name, found, draw) {
  const { t, story } = form;
  const id = newId();
  return h("section", { class: `form-finding is-${name}`, "aria-labelledby": id }, icon(name, 22),
    h("h3", { id }, t(key, { count: found.length })),
    h("ul", {}, found.map((finding) => h("li", {}, h("p", {}, finding.sentence),
      finding.heading
        ? button(t("remove_heading"), () => {
          story.text = withoutHeading(story.text, finding.heading);
          form.changed();
          draw();
        }, { quiet: true, "aria-label": `${t("remove_heading")}: ${finding.heading}` })
        : name === "warning"
          ? button(t("fix_this"), () => form.goTo(stepOf(finding.field), finding.field, finding.at), { "aria-label": t("fix_this_in", { field: finding.sentence }) })
          : null))));
}

const stepOf = (field) => STEP_OF[field.split(".")[0]] ?? "write";

function fine(form, found) {
  const { t, story } = form;
  const wrong = new Set(found.map(({ field }) => field.split(".")[0]));
  const good = FINE.filter((field) => !wrong.has(field) && (field !== "pictures" || story.pictures.length));
  if (!good.length) return null;
  const id = newId();
  return h("section", { class: "form-finding is-check", "aria-labelledby": id }, icon("check", 22), h("h3", { id }, t("fine")),
    h("ul", { class: "form-bullets" }, good.map((field) => h("li", {}, t(`fine_${field}`)))));
}
