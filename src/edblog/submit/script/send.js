// The ways to send a story: the git host's own pages, filled in, and email. Nothing is sent from here: each way is an address
// that the writer opens, and what to do there. A text is whole in an address, or not in it at all.
import { filesOf, pathOf, toFile } from "./markdown.js";

/** Bytes of an address that mail programs open; longer texts are copied or attached. */
export const MAIL_LIMIT = 1_800;
const WORDS = { subject: "Story: {title}", attach: "My story is in the attached files." };

/**
 * The ways to send a story, the easiest one first: `[{way, url, steps, …}]`.
 *
 * `submit` holds `repository` (an absolute URL without a final `/`), `branch`, `folder` (in which the site is, or ""),
 * `email`, and `host`, the row of the host from edblog's table, whose addresses are templates.
 * `way` is `new-file`, `paste`, `upload`, `fork`, `email` or `download`. A step is `{step, …}`, such as
 * `{step: "click", button: "Propose changes"}`.
 */
export function ways(story, submit = {}, words = {}) {
  const { host, repository, email } = submit;
  const found = [];
  if (host && repository) found.push(...(story.pictures?.length ? withPictures(story, submit) : withoutPictures(story, submit)));
  if (email) found.push(mail(story, email, { ...WORDS, ...words }));
  return [...found, { way: "download", files: filesOf(story), steps: [{ step: "save-files" }] }];
}

function withoutPictures(story, submit) {
  const { host } = submit;
  const values = valuesOf(story, submit);
  const clicks = host.buttons.map(click);
  const url = host.new_file && fill(host.new_file, submit, values);
  if (url && bytes(url) <= host.max_address) {
    return [{ way: "new-file", url, steps: [{ step: "sign-in" }, ...clicks] }];
  }
  return [pasted(story, submit, values, clicks)];
}

/** A long text, or a host that takes no text in an address: copy it, open the page, paste it. */
function pasted(story, submit, values, clicks) {
  const url = fill(submit.host.new_empty_file, submit, values);
  const steps = [{ step: "copy" }, { step: "sign-in" }, { step: "name", path: values.path, name: values.name }, { step: "paste" }];
  return { way: "paste", url, text: values.text, path: values.path, steps: [...steps, ...clicks] };
}

function withPictures(story, submit) {
  const { host } = submit;
  const values = valuesOf(story, submit);
  const files = filesOf(story);
  const names = files.map((file) => file.name);
  if (!host.upload) {
    const clicks = host.buttons.map(click);
    const way = pasted(story, submit, values, clicks);
    const view = fill(host.view, submit, { ...values, path: values.folder });
    return [{ ...way, files, view, steps: [...way.steps, { step: "add-pictures", names: names.slice(1) }] }];
  }
  const clicks = host.upload_buttons.map(click);
  const upload = [{ step: "save-files" }, { step: "sign-in" }, { step: "choose-files", names }, ...clicks];
  const url = fill(host.upload, submit, values);
  const found = [{ way: "upload", url, files, steps: upload }];
  if (host.fork) {
    // Only the writer's own copy takes files of those who may not push; its address has their name in it.
    const [, name] = /([^/]+)\/?$/.exec(submit.repository);
    const { origin } = new URL(submit.repository);
    const inFork = (user) => fill(host.upload, { ...submit, repository: `${origin}/${encode(user)}/${name}` }, values);
    const steps = [{ step: "save-files" }, { step: "sign-in" }, { step: "fork", button: host.fork_button, request: host.request }];
    found.push({ way: "fork", url: fill(host.fork, submit, values), inFork, files, steps: [...steps, { step: "choose-files", names }, ...clicks] });
  }
  return found;
}

function mail(story, email, words) {
  const subject = words.subject.replace("{title}", () => story.title ?? "");
  const to = `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}`;
  const address = (text) => `${to}&body=${encodeURIComponent(text.replace(/\n/g, "\r\n"))}`;
  const text = toFile(story);
  const whole = address(text);
  if (!story.pictures?.length && bytes(whole) <= MAIL_LIMIT) {
    return { way: "email", url: whole, isWhole: true, steps: [{ step: "send" }] };
  }
  const attached = address(words.attach);
  const url = bytes(attached) <= MAIL_LIMIT ? attached : `mailto:${encodeURIComponent(email).replaceAll("%40", "@")}`;
  const files = filesOf(story);
  const names = files.map((file) => file.name);
  return { way: "email", url, isWhole: false, text, files, steps: [{ step: "save-files" }, { step: "attach", names }, { step: "send" }] };
}

/** What fills in the templates of a host. */
function valuesOf(story, { branch = "main", folder = "" }) {
  const path = [folder, pathOf(story)].filter(Boolean).join("/");
  const at = path.lastIndexOf("/");
  return { branch, path, folder: path.slice(0, at), name: path.slice(at + 1), text: toFile(story) };
}

/** An address from a template of edblog's table of hosts, as `edblog.services.hosts.address` makes it. */
export function fill(template, { repository }, values) {
  if (!template) return "";
  const { origin } = new URL(repository);
  return template.replace(/\{(\w+)\}/g, (all, key) =>
    key === "repository" ? repository : key === "origin" ? origin : encode(values[key]),
  );
}

const encode = (text) => encodeURIComponent(text).replaceAll("%2F", "/");
const bytes = (url) => new TextEncoder().encode(url).length;
const click = (button) => ({ step: "click", button });
