// The box for the story: a plain text with buttons that write Markdown. What is pasted becomes clean Markdown.
import { h, icon } from "./dom.js";
import { button, field, wordButton } from "./fields.js";
import { addPictures } from "./photos.js";
import { countWords } from "./state.js";

export function editor(form) {
  const { t, story } = form;
  const count = h("span", { class: "form-count" });
  const kept = h("span", { class: "form-kept", role: "status" });
  form.kept = kept;
  let area;
  const update = () => {
    story.text = area.value;
    count.replaceChildren(h("b", {}, t("words", { count: countWords(area.value) })), `, ${t("enough")}`);
    form.changed();
  };
  const write = (text, select) => {
    area.focus();
    // The command keeps what "undo" needs; where a browser has it no more, the text is set without that.
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    if (select) area.setSelectionRange(area.selectionEnd - select[0], area.selectionEnd - select[1]);
    update();
  };
  const selected = () => area.value.slice(area.selectionStart, area.selectionEnd);
  form.insert = (block) => write(`${gap(area)}${block}\n\n`);
  const linkRow = h("div", { class: "form-link-row", hidden: true });
  const files = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true, on: { change: async () => {
    await addPictures(form, [...files.files], true);
    files.value = "";
  } } });
  const tools = [
    ["bold", () => around("**", t("bold_words"))],
    ["heading", () => lines("## ", t("heading_words"))],
    ["list", () => lines("- ", t("list_words"))],
    ["link", () => openLink()],
    ["picture", () => files.click()],
  ];
  const bar = h("div", { class: "form-tools", role: "group", "aria-label": t("marks") },
    tools.map(([name, press]) => h("button", { type: "button", data: { tool: name }, on: { click: press } }, icon(name, 18), h("span", {}, t(name)))), files);

  function around(mark, sample) {
    const words = selected() || sample;
    const [, before, inner, after] = /^(\s*)([^]*?)(\s*)$/.exec(words);
    write(`${before}${mark}${inner}${mark}${after}`, [inner.length + mark.length + after.length, mark.length + after.length]);
  }

  function lines(mark, sample) {
    const words = selected() || sample;
    const marked = words.split("\n").map((line) => (line.trim() ? `${mark}${line}` : line)).join("\n");
    const start = gap(area);
    write(`${start}${marked}\n`, [words === sample ? sample.length + 1 : marked.length + 1, 1]);
  }

  function openLink() {
    const [from, to] = [area.selectionStart, area.selectionEnd];
    const words = selected().trim();
    const address = h("input", { type: "url", inputmode: "url", autocomplete: "off", id: "eb-form-link", "aria-describedby": "eb-form-link-hint" });
    const close = () => {
      linkRow.hidden = true;
      linkRow.replaceChildren();
      area.focus();
      area.setSelectionRange(from, to);
    };
    const add = () => {
      const typed = address.value.trim();
      if (!typed) return address.focus();
      const target = /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`;
      const label = words || t("link_words");
      close();
      write(`[${label}](${target.replace(/[\s()<>]/g, encodeURIComponent)})`, words ? null : [label.length + target.length + 3, target.length + 3]);
    };
    address.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      // The box has the focus by then, and would get the key.
      event.preventDefault();
      if (event.key === "Enter") add();
      else close();
    });
    linkRow.replaceChildren(h("label", { for: "eb-form-link" }, t("link_address")), h("p", { class: "form-hint", id: "eb-form-link-hint" }, t("link_hint")), address,
      h("p", { class: "buttons" }, button(t("link_add"), add), button(t("cancel"), close, { quiet: true })));
    linkRow.hidden = false;
    address.focus();
  }

  const element = field(form, "text", {
    label: t("story"),
    hint: t("story_hint"),
    control: (named) => {
      area = h("textarea", { ...named, rows: 16, value: story.text, spellcheck: "true", on: { input: update, paste, dragover: (event) => event.preventDefault(), drop } });
      return area;
    },
  });
  const box = h("div", { class: "form-editor" });
  area.replaceWith(box);
  box.append(bar, linkRow, area);
  element.append(h("p", { class: "form-below" }, count, kept), h("p", { class: "form-hint" }, t("symbols")), word(form, write, area));
  count.replaceChildren(h("b", {}, t("words", { count: countWords(story.text) })), `, ${t("enough")}`);

  async function paste(event) {
    const { clipboardData } = event;
    const html = clipboardData.getData("text/html");
    const pictures = [...clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (html) {
      const plain = clipboardData.getData("text/plain");
      event.preventDefault();
      // Loaded when somebody pastes for the first time.
      const { markdownFromHtml } = await import("../paste.js");
      const { markdown, notes } = markdownFromHtml(html);
      write(markdown.trim() ? markdown : plain);
      form.say(notesText(form, notes));
    } else if (pictures.length) {
      event.preventDefault();
      await addPictures(form, pictures, true);
    }
  }

  async function drop(event) {
    const pictures = [...event.dataTransfer.files].filter((file) => file.type.startsWith("image/"));
    if (!pictures.length) return;
    event.preventDefault();
    await addPictures(form, pictures, true);
  }
  return element;
}

/** What was not carried over from a document, in words. */
function notesText({ t }, notes = []) {
  const known = notes.filter(({ code }) => t.has(`note_${code}`)).map(({ code, count, text }) => t(`note_${code}`, { count, text: text ?? "" }));
  return known.length ? t("not_carried", { notes: known.join(", ") }) : "";
}

/** The blank line that a new block needs before it. */
function gap(area) {
  const before = area.value.slice(0, area.selectionStart);
  if (!before || before.endsWith("\n\n")) return "";
  return before.endsWith("\n") ? "\n" : "\n\n";
}

/** The button for a Word document; what reads it is loaded when one is chosen. */
function word(form, write, area) {
  const { t, story } = form;
  const status = h("span", { role: "status", class: "form-hint" });
  const input = h("input", { type: "file", accept: ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document", hidden: true, on: { change: async () => {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    status.textContent = t("word_reading");
    try {
      const { markdownFromDocx } = await import("../docx.js");
      const { markdown, pictures, notes, title } = await markdownFromDocx(file);
      area.setSelectionRange(area.value.length, area.value.length);
      // Headings that nobody has written below yet make room for the document.
      const isOnlyQuestions = area.value.replace(/^#{2,6} .*$/gm, "").trim() === "";
      if (isOnlyQuestions) area.setSelectionRange(0, area.value.length);
      write(isOnlyQuestions ? markdown : `${gap(area)}${markdown}`);
      if (title && !story.title) form.setTitle(title);
      if (pictures?.length) await addPictures(form, pictures);
      status.textContent = [t("word_done"), notesText(form, notes)].filter(Boolean).join(" ");
    } catch (error) {
      status.textContent = t(t.has(`word_${error.code}`) ? `word_${error.code}` : "word_failed");
    }
  } } });
  return h("p", { class: "form-word-row" }, wordButton(t("open_word"), () => input.click()), input, " ", status);
}
