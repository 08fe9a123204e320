// The fields of the form: label, hint, message and control, tied together for those who hear the page.
import { h, icon, newId } from "./dom.js";

/**
 * A field: its label, a hint, the place of its message, and a control. `key` is the name of the field in findings.
 * `control` is an input, or a function that makes one of the attributes that name it.
 */
export function field(form, key, { label, hint, control, note, after }) {
  const id = newId();
  const message = h("p", { class: "form-message", id: `${id}-message`, hidden: true });
  const hints = hint ? h("p", { class: "form-hint", id: `${id}-hint` }, hint) : null;
  const described = [hints && hints.id, message.id].filter(Boolean).join(" ");
  const element = control({ id, "aria-describedby": described });
  const wrapper = h("div", { class: "form-field", data: { field: key } },
    h("label", { for: id }, label, note ? h("span", { class: "form-soft" }, ` ${note}`) : null), hints, message, element, after);
  form.fields.set(key, { wrapper, message, control: element });
  element.addEventListener("change", () => form.touch(key));
  return wrapper;
}

export function textField(form, key, options) {
  const { value, input, type = "text", list, autocomplete } = options;
  return field(form, key, {
    ...options,
    control: (named) => h("input", { ...named, type, list, autocomplete, value: value ?? "", on: { input: (event) => input(event.target.value) } }),
  });
}

export function areaField(form, key, options) {
  const { value, input, rows = 2 } = options;
  return field(form, key, {
    ...options,
    control: (named) => h("textarea", { ...named, rows, value: value ?? "", on: { input: (event) => input(event.target.value) } }),
  });
}

/** A choice: the whole row is the target. */
export function choice({ type, name, checked, label, hint, picture, change, key }) {
  const input = h("input", { type, name, checked, on: { change: (event) => change(event.target.checked) }, data: key ? { key } : {} });
  return h("label", { class: "form-choice" }, input, picture,
    h("span", { class: "form-choice-words" }, h("span", { class: "form-choice-label" }, label), hint ? h("span", { class: "form-hint" }, hint) : null));
}

/** A group of choices under a question. */
export function group(form, key, { legend, hint }, ...choices) {
  const id = newId();
  const message = h("p", { class: "form-message", id: `${id}-message`, hidden: true });
  const hints = hint ? h("p", { class: "form-hint", id: `${id}-hint` }, hint) : null;
  const wrapper = h("fieldset", { class: "form-group", "aria-describedby": [hints && hints.id, message.id].filter(Boolean).join(" "), data: { field: key } },
    h("legend", {}, legend), hints, message, ...choices);
  form.fields.set(key, { wrapper, message, control: wrapper.querySelector("input") });
  return wrapper;
}

/** Shows a message at a field, or takes it away. */
export function showMessage({ wrapper, message, control }, sentence) {
  wrapper.classList.toggle("has-message", Boolean(sentence));
  message.hidden = !sentence;
  message.replaceChildren(...(sentence ? [icon("warning", 18), h("span", {}, sentence)] : []));
  if (control && control.type !== "radio" && control.type !== "checkbox") {
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}

export const button = (label, press, { quiet = false, icon: name, ...attributes } = {}) =>
  h("button", { type: "button", class: quiet ? "button quiet" : "button", ...attributes, on: { click: press } }, label, name ? icon(name) : null);

export const wordButton = (label, press, attributes = {}) =>
  h("button", { type: "button", class: "form-word", ...attributes, on: { click: press } }, label);
