// The first step: who writes, about which micro-credential, and questions to begin with.
import { h, newId } from "./dom.js";
import { button, choice, field, group, textField } from "./fields.js";

export function start(form) {
  const { t, data } = form;
  form.useQuestions ??= true;
  const people = who(form);
  const questions = h("div", { class: "form-box", data: { box: "questions" } });
  const fill = () => questions.replaceChildren(...questionBox(form));
  const panel = [people];
  if (data.credentials.length) panel.push(credentials(form, fill));
  fill();
  panel.push(questions, h("p", { class: "buttons" }, button(t("begin"), () => begin(form), { icon: "arrow" })));
  return { title: t("step_start"), isTitleUnseen: true, panel };
}

function who(form) {
  const { t, data, story } = form;
  const details = h("div", { class: "form-inside" });
  const isNew = () => story.isNew || !data.authors.length;
  const show = () => details.replaceChildren(...(isNew() ? newcomer(form) : author(form)));
  const pick = (value) => {
    story.isNew = value;
    story.author = {};
    form.changed();
    place();
  };
  const name = newId();
  const here = choice({ type: "radio", name, checked: !isNew(), label: t("who_here"), change: () => pick(false), key: "here" });
  const fresh = choice({ type: "radio", name, checked: isNew(), label: t("who_new"), hint: t("who_new_hint"), change: () => pick(true), key: "new" });
  const element = data.authors.length
    ? group(form, "author", { legend: t("who") }, here, fresh)
    : group(form, "author", { legend: t("who") });
  function place() {
    show();
    (isNew() && data.authors.length ? fresh : data.authors.length ? here : element.lastElementChild).after(details);
  }
  place();
  return element;
}

function author(form) {
  const { t, data, story } = form;
  const line = h("p", { class: "form-person" });
  const person = () => {
    const found = data.authors.find(({ id }) => id === story.author.id);
    line.hidden = !found;
    line.replaceChildren(...(found ? [avatar(found), h("span", {}, found.about)] : []));
  };
  const select = field(form, "author.id", {
    label: t("your_name"),
    control: (named) =>
      h("select", { ...named, on: { change: (event) => {
        story.author = event.target.value ? { id: event.target.value } : {};
        person();
        form.changed();
      } } },
        h("option", { value: "" }, t("choose_name")),
        data.authors.map(({ id, name }) => h("option", { value: id, selected: id === story.author.id }, name))),
  });
  person();
  return [select, line];
}

export const avatar = ({ initials, tone }) => h("span", { class: `avatar tone-${tone}`, "aria-hidden": "true" }, h("span", {}, initials));

function newcomer(form) {
  const { t, story } = form;
  const input = (key) => (value) => {
    story.author = { ...story.author, [key]: value };
    delete story.author.id;
    form.changed();
  };
  return [
    textField(form, "author.name", { label: t("name"), value: story.author.name, input: input("name"), autocomplete: "name" }),
    textField(form, "author.role", { label: t("role"), hint: t("role_hint"), value: story.author.role, input: input("role"), autocomplete: "organization-title" }),
    textField(form, "author.school", { label: t("school"), value: story.author.school, input: input("school"), autocomplete: "organization" }),
  ];
}

function credentials(form, chosen) {
  const { t, data, story } = form;
  const none = choice({ type: "checkbox", checked: story.isAboutNone && !story.credentials.length, label: t("about_none"), change: (on) => {
    story.isAboutNone = on;
    if (on) rows.forEach(({ row }) => (row.querySelector("input").checked = false));
    if (on) story.credentials = [];
    done();
  } });
  const rows = data.credentials.map((credential) => ({ credential, row: choice({
    type: "checkbox", checked: story.credentials.includes(credential.id), label: credential.title, picture: badge(credential), key: credential.id,
    change: (on) => {
      story.credentials = on ? [...story.credentials, credential.id] : story.credentials.filter((id) => id !== credential.id);
      if (on) none.querySelector("input").checked = story.isAboutNone = false;
      done();
    },
  }) }));
  function done() {
    form.changed();
    chosen();
  }
  return group(form, "credentials", { legend: t("about"), hint: t("about_hint") }, ...rows.map(({ row }) => row), none);
}

function badge({ badge: url, letter, tone }) {
  if (url) return h("img", { class: "form-badge", src: url, alt: "", width: 32, height: 32 });
  return h("span", { class: `form-badge tone-${tone}`, "aria-hidden": "true" }, letter);
}

const DEFAULTS = ["prompt_1", "prompt_2", "prompt_3"];

/** The questions of the chosen micro-credentials, or those for any story. */
export function questionsOf({ data, story, t }) {
  const own = data.credentials.filter(({ id }) => story.credentials.includes(id)).flatMap(({ prompts }) => prompts);
  return own.length ? [...new Set(own)] : DEFAULTS.map((key) => t(key));
}

/** Whether a text is empty or has questions without an answer: others may take their place. */
function hasOnlyQuestions({ data, story, t }) {
  const all = new Set([...data.credentials.flatMap(({ prompts }) => prompts), ...DEFAULTS.map((key) => t(key))]);
  return story.text.split("\n").every((line) => !line.trim() || (line.startsWith("## ") && all.has(line.slice(3).trim())));
}

function questionBox(form) {
  const { t } = form;
  return [
    h("h3", {}, t("questions")),
    h("ol", {}, questionsOf(form).map((question) => h("li", {}, question))),
    choice({ type: "checkbox", checked: form.useQuestions, label: t("use_questions"), change: (on) => (form.useQuestions = on), key: "questions" }),
  ];
}

function begin(form) {
  const { story } = form;
  if (hasOnlyQuestions(form)) {
    story.text = form.useQuestions ? `${questionsOf(form).map((question) => `## ${question}\n\n`).join("\n")}\n` : "";
  }
  form.changed();
  form.go("write");
}
