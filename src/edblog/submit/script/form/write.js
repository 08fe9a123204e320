// The second step: the story itself.
import { dayIn } from "./words.js";
import { h, newId } from "./dom.js";
import { areaField, button, textField, wordButton } from "./fields.js";
import { editor } from "./editor.js";
import { photos } from "./photos.js";
import { previewCard } from "./preview-card.js";
import { avatar } from "./start.js";

export function write(form) {
  const { t, data, story } = form;
  const topicsList = h("datalist", { id: newId() }, data.topics.map((topic) => h("option", { value: topic })));
  const title = textField(form, "title", { label: t("story_title"), value: story.title, input: (value) => {
    story.title = value;
    form.changed();
  } });
  const titleInput = form.fields.get("title").control;
  titleInput.addEventListener("change", () => form.named());
  form.setTitle = (value) => {
    titleInput.value = story.title = value;
    form.changed();
  };
  const box = editor(form);
  const area = form.fields.get("text").control;
  form.setText = (text) => {
    area.value = story.text = text;
    form.changed();
  };
  const summed = h("span", { class: "form-hint" });
  const sum = () => {
    const parts = [story.topics.join(", "), story.date && t("appears_day", { day: dayIn(data.language, story.date) })];
    summed.textContent = parts.filter(Boolean).join(" · ");
  };
  const more = h("details", { class: "form-more" }, h("summary", {}, h("span", { class: "form-choice-label" }, t("topics_and_day")), summed),
    h("div", { class: "form-pair" },
      textField(form, "topics", { label: t("topics"), hint: t("topics_hint"), value: story.topics.join(", "), list: topicsList.id, input: (value) => {
        story.topics = value.split(",").map((topic) => topic.trim()).filter(Boolean);
        sum();
        form.changed();
      } }),
      textField(form, "date", { label: t("day"), hint: t("day_hint"), type: "date", value: story.date, input: (value) => {
        story.date = value;
        sum();
        form.changed();
      } }), topicsList));
  sum();
  const main = h("div", { class: "form-main" },
    who(form), title, box, photos(form),
    areaField(form, "summary", { label: t("summary"), hint: t("summary_hint"), value: story.summary, input: (value) => {
      story.summary = value;
      form.changed();
    } }),
    areaField(form, "asks", { label: t("asks"), hint: t("asks_hint"), value: story.asks ?? "", input: (value) => {
      story.asks = value;
      form.changed();
    } }),
    more,
    h("p", { class: "buttons" }, button(t("to_check"), () => form.go("check"), { icon: "arrow" }), button(t("back", { step: t("step_start") }), () => form.go("start"), { quiet: true })));
  return { title: t("step_write"), isTitleUnseen: true, panel: [h("div", { class: "form-sided" }, main, previewCard(form, { isAside: true }))] };
}

/** Who writes about what, as said in the first step. */
function who(form) {
  const { t, data, story } = form;
  const person = data.authors.find(({ id }) => id === story.author.id);
  const name = person?.name ?? story.author.name;
  if (!name) return null;
  const credentials = data.credentials.filter(({ id }) => story.credentials.includes(id)).map(({ title }) => title).join(", ");
  const values = { name: h("b", {}, name), credentials: h("b", {}, credentials) };
  return h("p", { class: "form-who" }, person ? avatar(person) : null,
    h("span", {}, t.nodes(credentials ? "writes_about" : "writes", values)), wordButton(t("change"), () => form.go("start")));
}
