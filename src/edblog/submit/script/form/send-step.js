// The last step: the git host's own pages, filled in, or email. Nothing is sent from here.
import { filesOf } from "../markdown.js";
import { dayIn } from "./words.js";
import { focus, h, icon, newId } from "./dom.js";
import { button, choice, textField, wordButton } from "./fields.js";
import { inPictures } from "./pictures-of-steps.js";
import { firstName } from "./check-step.js";
import { live } from "./live.js";
import { addressOfStory } from "./state.js";

export async function sendStep(form) {
  const { t, story, submit } = form;
  const { ways } = await import("../send.js");
  await form.named();
  form.keep();
  const found = ways(story, submit, { subject: t("mail_subject"), attach: t("mail_attach") });
  const byKind = { host: found.filter(({ way }) => !["email", "download"].includes(way)), email: found.filter(({ way }) => way === "email"), files: found.filter(({ way }) => way === "download") };
  const kinds = Object.keys(byKind).filter((kind) => byKind[kind].length);
  form.way = kinds.includes(form.way) ? form.way : kinds[0];
  const detail = h("div", { class: "form-way" });
  const name = newId();
  const choices = kinds.map((kind) => choice({ type: "radio", name, checked: form.way === kind, label: t(`way_${kind}`, { host: submit.host?.name }), hint: t(`way_${kind}_hint`), key: kind, change: () => {
    form.way = kind;
    draw();
  } }));
  const draw = () => detail.replaceChildren(...describe(form, byKind[form.way], draw));
  draw();
  return { title: t("send_title"), panel: [h("fieldset", { class: "form-group" }, h("legend", {}, t("send_how")), choices), detail] };
}

function describe(form, found, draw) {
  const { t, submit } = form;
  const [first] = found;
  const fork = found.find(({ way }) => way === "fork");
  const way = fork && !form.mayPush ? fork : first;
  const team = fork
    ? choice({ type: "checkbox", checked: Boolean(form.mayPush), label: t("may_push"), hint: t("may_push_hint", { repository: submit.repository.replace(/^https?:\/\/[^/]+\//, "") }), key: "may_push", change: (on) => {
      form.mayPush = on;
      draw();
    } })
    : null;
  const { sentences, actions, drawings } = WAYS[way.way](form, way);
  return [
    team,
    h("h3", {}, t("happens")),
    h("ol", { class: "form-steps-list" }, sentences.map((sentence) => h("li", {}, h("span", {}, sentence)))),
    drawings?.length ? inPictures(form, drawings) : null,
    ...actions,
    way.text ? words(form, way.text) : null,
    didItWork(form, way),
  ].filter(Boolean);
}

const bold = (words) => h("b", {}, words);

/** The names of buttons, in bold: Propose changes, then Create pull request. */
function buttonsOf({ t }, names) {
  return h("span", {}, names.flatMap((name, at) => (at ? [`, ${t("then")} `, bold(name)] : [bold(name)])));
}

const clicksOf = ({ steps }) => steps.filter(({ step }) => step === "click").map(({ button: name }) => name);
const day = ({ data, story }) => bold(dayIn(data.language, story.date));

const newTab = (form, label, url, { quiet = false, press } = {}) =>
  h("a", { class: quiet ? "button quiet" : "button", href: url, target: "_blank", rel: "noopener", on: press ? { click: press } : {} },
    label, icon("out"), h("span", { class: "unseen" }, ` ${form.t("new_tab")}`));

const row = (...children) => h("p", { class: "buttons" }, children);

const WAYS = {
  "new-file": (form, way) => {
    const { t, submit: { host } } = form;
    return {
      sentences: [t("host_opens", { host: host.name }), t.nodes("host_press", { buttons: buttonsOf(form, clicksOf(way)) }), t.nodes("read_first", { day: day(form) })],
      actions: [row(newTab(form, t("open_host", { host: host.name }), way.url))],
      drawings: clicksOf(way),
    };
  },
  paste: (form, way) => {
    const { t, submit: { host } } = form;
    const pictures = way.steps.find(({ step }) => step === "add-pictures");
    const sentences = [
      t("host_opens_empty", { host: host.name }),
      t.nodes("host_name_press", { file: bold(way.path), buttons: buttonsOf(form, clicksOf(way)) }),
      pictures ? t.nodes("then_pictures", { files: bold(pictures.names.join(", ")) }) : null,
      t.nodes("read_first", { day: day(form) }),
    ].filter(Boolean);
    const actions = [row(copyAndOpen(form, way, t("copy_open_host", { host: host.name })))];
    if (pictures) actions.unshift(row(save(form, way)));
    return { sentences, actions, drawings: clicksOf(way) };
  },
  upload: (form, way) => {
    const { t, submit: { host } } = form;
    return {
      sentences: [saves(form, way), t("upload_opens", { host: host.name }), t.nodes("host_press", { buttons: buttonsOf(form, clicksOf(way)) }), t.nodes("read_first", { day: day(form) })],
      actions: [row(save(form, way), newTab(form, t("open_host", { host: host.name }), way.url))],
      drawings: clicksOf(way),
    };
  },
  fork: (form, way) => {
    const { t, submit: { host } } = form;
    const link = row();
    const update = (user) => {
      form.user = user.trim().replace(/^@/, "");
      const url = form.user ? way.inFork(form.user) : "";
      link.replaceChildren(...(url ? [newTab(form, t("open_copy"), url)] : []));
    };
    const user = textField(form, "user", { label: t("fork_where", { host: host.name }), hint: t("fork_hint", { example: `${new URL(form.submit.repository).host}/…` }), value: form.user ?? "", autocomplete: "off", input: update });
    update(form.user ?? "");
    return {
      sentences: [
        saves(form, way),
        t.nodes("fork_first", { host: host.name, button: bold(host.fork_button) }),
        t("fork_upload"),
        t.nodes("host_press", { buttons: buttonsOf(form, clicksOf(way)) }),
        t.nodes("read_first", { day: day(form) }),
      ],
      actions: [row(save(form, way), newTab(form, t("open_host", { host: host.name }), way.url)), user, link],
      drawings: [host.fork_button, ...clicksOf(way)],
    };
  },
  email: (form, way) => {
    const { t, story } = form;
    const last = t.nodes("email_answer", { day: day(form) });
    if (way.isWhole) return { sentences: [t("email_opens"), last], actions: [row(newTab(form, t("open_mail"), way.url))] };
    if (!story.pictures.length) {
      return { sentences: [t("email_paste"), last], actions: [row(copyAndOpen(form, way, t("copy_open_mail")))] };
    }
    return { sentences: [saves(form, way), t("email_attach"), last], actions: [row(save(form, way), newTab(form, t("open_mail"), way.url))] };
  },
  download: (form, way) => ({ sentences: [saves(form, way), form.t("files_hand")], actions: [row(save(form, way))] }),
};

const saves = ({ t, device }, { files }) => t.nodes("save_files", { files: bold(files.map(({ name }) => name).join(", ")), device });

function save(form, { files }) {
  const { t } = form;
  const label = h("span", {}, t("save"));
  const element = button("", () => {
    download(files);
    label.textContent = t("saved");
  });
  element.append(label);
  return element;
}

/** Saves files as downloads; there is no ZIP, because hosts and mail programs take files. */
export function download(files) {
  files.forEach(({ name, blob }, at) => {
    const url = URL.createObjectURL(blob);
    // Browsers drop downloads that begin at the same moment.
    setTimeout(() => {
      const link = h("a", { href: url, download: name });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    }, at * 250);
  });
}

/** All files of the story, with the names that they have in a folder of downloads. */
export const downloads = (story) => filesOf({ ...story, file: story.file || "story" });

function copyAndOpen(form, way, label) {
  const element = newTab(form, label, way.url, { press: async () => {
    const copied = await copy(way.text);
    form.say(form.t(copied ? "copied" : "copy_failed"));
  } });
  return element;
}

async function copy(text) {
  // At once, since the new tab takes the focus; it also works on sites without HTTPS.
  if (copyNow(text)) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function copyNow(text) {
  const area = h("textarea", { value: text, readonly: true, class: "unseen" });
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  before?.focus({ preventScroll: true });
  return copied;
}

/** The words to copy by hand, where a browser does not let a page copy. */
function words(form, text) {
  const { t } = form;
  const id = newId();
  const area = h("textarea", { id, readonly: true, rows: 8, value: text });
  const status = h("span", { role: "status", class: "form-kept" });
  return h("details", { class: "form-more" }, h("summary", {}, h("span", { class: "form-choice-label" }, t("your_words"))),
    h("label", { for: id, class: "unseen" }, t("your_words")), area,
    h("p", { class: "buttons" }, button(t("copy"), async () => {
      if (!(await copy(text))) area.select();
      status.textContent = t("copied");
    }, { quiet: true }), status));
}

function didItWork(form, { way }) {
  const { t, submit, device } = form;
  const title = ["upload", "fork"].includes(way) ? submit.host.upload_title : "";
  const kind = way === "email" ? "email" : way === "download" ? "files" : title ? "upload" : "host";
  const note = h("p", { role: "status" });
  return h("section", { class: "form-worked", "aria-labelledby": "eb-form-worked" }, h("h3", { id: "eb-form-worked" }, t("did_it_work")), h("p", {}, t(`worked_${kind}`, { host: submit.host?.name, number: submit.host?.number, title })),
    h("p", { class: "buttons" }, button(t("it_worked"), () => form.sent()), button(t("not_yet"), () => (note.textContent = t("not_yet_text", { device })), { quiet: true })), note);
}

/** What is shown once the story has been handed on. */
export function thanks(form) {
  const { t, data, story, device } = form;
  const name = firstName(form);
  const url = addressOfStory(story, data);
  const title = h("h2", {}, t(name ? "thanks_name" : "thanks", { name }));
  queueMicrotask(() => focus(title));
  return h("section", { class: "form-thanks" }, title, h("p", {}, t("thanks_text")),
    h("p", {}, t.nodes("thanks_address", { day: bold(dayIn(data.language, story.date)) }), h("br"), h("span", { class: "form-address" }, url)),
    h("p", {}, t("thanks_gone", { device })), live(form),
    h("p", { class: "buttons" }, button(t("write_another"), () => form.another())),
    h("p", {}, wordButton(t("download"), () => download(downloads(story)))));
}
