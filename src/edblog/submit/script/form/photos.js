// The pictures of a story: chosen, made smaller, described.
import { PEOPLE } from "../markdown.js";
import { h } from "./dom.js";
import { areaField, button, choice, wordButton } from "./fields.js";

export function photos(form) {
  const { t, story } = form;
  const cards = h("div", { class: "form-cards" });
  const input = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true, on: { change: async () => {
    await addPictures(form, [...input.files]);
    input.value = "";
  } } });
  const add = button("", () => input.click(), { quiet: true, icon: "picture" });
  const status = h("p", { role: "status", class: "form-status" });
  const zone = h("div", { class: "form-drop", on: {
    dragover: (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    },
    dragleave: () => zone.classList.remove("is-over"),
    drop: async (event) => {
      event.preventDefault();
      zone.classList.remove("is-over");
      await addPictures(form, [...event.dataTransfer.files]);
    },
  } }, add, h("span", { class: "form-hint form-drop-words" }, t("drop_picture")), input);
  form.photoStatus = status;
  form.drawPictures = () => {
    for (const key of [...form.fields.keys()]) if (key.startsWith("pictures.")) form.fields.delete(key);
    cards.replaceChildren(...story.pictures.map((picture, at) => card(form, picture, at)));
    add.firstChild?.nodeType === Node.TEXT_NODE && add.firstChild.remove();
    add.prepend(t(story.pictures.length ? "add_another" : "add_picture"));
  };
  form.drawPictures();
  return h("section", { class: "form-photos", "aria-labelledby": "eb-form-pictures" }, h("h3", { id: "eb-form-pictures" }, t("pictures")), cards, status, zone);
}

function card(form, picture, at) {
  const { t, story } = form;
  const id = `eb-form-picture-${at}`;
  const agreed = h("div", { class: "form-inside" });
  const placed = story.text.includes(`](${picture.name})`);
  const showAgreed = () =>
    agreed.replaceChildren(...(picture.people && picture.people !== PEOPLE.nobody
      ? [choice({ type: "checkbox", checked: picture.people === PEOPLE.agreed, label: t("agreed"), key: "agreed", change: (on) => {
        picture.people = on ? PEOPLE.agreed : PEOPLE.notYet;
        form.changed(`pictures.${at}`);
      } })]
      : []));
  showAgreed();
  return h("div", { class: "form-card", role: "group", "aria-labelledby": id },
    h("div", { class: "form-thumb" }, h("img", { src: picture.thumbnail, alt: "" }),
      h("p", {}, h("b", { id }, t("picture_number", { number: at + 1 })), h("span", { class: "form-hint" }, t(placed ? "picture_placed" : "picture_at_end")),
        h("span", { class: "form-hint" }, t("made_smaller")))),
    areaField(form, `pictures.${at}`, { label: t("alt"), value: picture.alt, input: (value) => {
      picture.alt = value;
      form.changed();
    }, after: h("p", { class: "form-hint" }, t("alt_hint")) }),
    choice({ type: "checkbox", checked: Boolean(picture.people) && picture.people !== PEOPLE.nobody, label: t("people"), key: "people", change: (on) => {
      picture.people = on ? PEOPLE.notYet : PEOPLE.nobody;
      showAgreed();
      form.changed(`pictures.${at}`);
    } }),
    agreed,
    h("p", {}, wordButton(t("remove_picture"), () => remove(form, at))));
}

function remove(form, at) {
  const { t, story } = form;
  const [{ name }] = story.pictures.splice(at, 1);
  const [before, after] = [`![](${name})`, ""];
  if (story.text.includes(before)) form.setText(story.text.replace(`${before}\n\n`, after).replace(before, after));
  form.drawPictures();
  form.photoStatus.textContent = t("picture_removed");
  form.changed();
}

/** Makes pictures smaller and adds them to the story; with `isInText`, where the cursor is. */
export async function addPictures(form, files, isInText = false) {
  const { t, story } = form;
  const failed = [];
  const { prepare } = await import("../pictures.js");
  let first = -1;
  for (const file of files) {
    form.photoStatus.textContent = t("making_smaller");
    try {
      const picture = await prepare(file instanceof Blob ? file : file.blob, {}, story.pictures.map(({ name }) => name));
      if (file.alt) picture.alt = file.alt;
      if (file.name && !(file instanceof Blob)) renamed(form, file.name, picture.name);
      story.pictures.push({ alt: "", people: PEOPLE.nobody, ...picture });
      if (first < 0) first = story.pictures.length - 1;
      if (isInText) form.insert(`![](${picture.name})`);
    } catch (error) {
      failed.push(t(`picture_${error.code ?? "damaged"}`, { file: file.name ?? t("picture") }));
    }
  }
  form.drawPictures();
  form.photoStatus.textContent = [first < 0 ? "" : t("picture_added"), ...failed].filter(Boolean).join(" ");
  form.changed();
  if (first >= 0) form.fields.get(`pictures.${first}`)?.control.focus();
}

/** A document names its pictures; in the story they have the names that they were given here. */
function renamed(form, from, to) {
  if (from !== to) form.setText(form.story.text.replaceAll(`](${from})`, `](${to})`));
}
