// The story as readers will see it.
import { preview } from "../preview.js";
import { dayIn } from "./words.js";
import { h, newId } from "./dom.js";
import { wordButton } from "./fields.js";
import { bodyOf } from "./state.js";

const PAUSE = 300;

/** A card with the story, drawn again after each change. */
export function previewCard(form, { isAside = false } = {}) {
  const { t } = form;
  const id = newId();
  const inside = h("div", { class: "form-preview-inside" });
  const all = wordButton(t("see_all"), () => {
    card.classList.add("is-whole");
    all.hidden = true;
    inside.tabIndex = -1;
    inside.focus();
  });
  const card = h(isAside ? "aside" : "section", { class: `form-preview${isAside ? " is-aside" : ""}`, "aria-labelledby": id },
    h("h3", { id }, t("preview")), inside, h("p", { class: "form-preview-end" }, all));
  let timer = 0;
  form.drawPreview = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  };
  function draw() {
    inside.replaceChildren(...shown(form));
    measure();
  }
  function measure() {
    all.hidden = card.classList.contains("is-whole") || inside.scrollHeight <= inside.clientHeight + 8;
  }
  // Its size is known once it is on the page.
  new ResizeObserver(measure).observe(inside);
  draw();
  return card;
}

function shown({ t, data, story }) {
  const body = bodyOf(story);
  if (!body.trim() && !story.title.trim()) return [h("p", { class: "form-empty" }, t("preview_empty"))];
  const person = data.authors.find((author) => author.id === story.author.id) ?? { name: story.author.name, about: [story.author.role, story.author.school].filter(Boolean).join(", ") };
  const text = h("div", { class: "prose" }, preview(body, story.pictures));
  for (const picture of text.querySelectorAll("img")) {
    if (picture.alt.trim()) continue;
    picture.replaceWith(h("span", { class: "form-dashed" }, t("picture_missing")));
  }
  const chips = [
    ...data.credentials.filter(({ id }) => story.credentials.includes(id)).map(({ title, tone }) => h("span", { class: `chip tone-${tone}` }, title)),
    ...story.topics.map((topic) => h("span", { class: "chip topic" }, topic)),
  ];
  return [
    chips.length ? h("p", { class: "chips" }, chips) : null,
    h("p", { class: "form-preview-title" }, story.title || t("untitled")),
    story.summary ? h("p", { class: "deck" }, story.summary) : null,
    person.name ? h("p", { class: "form-byline" }, h("b", {}, person.name), person.about ? `, ${person.about}` : "", h("br"), dayIn(data.language, story.date)) : null,
    story.asks?.trim() ? h("p", { class: "form-asks" }, story.asks) : null,
    text,
  ].filter(Boolean);
}
