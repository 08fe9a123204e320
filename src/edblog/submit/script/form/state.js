// The story that is being written: what the writer typed, kept in this browser as soon as typing pauses.
import { toFile, PEOPLE } from "../markdown.js";
import { addressOf, fileName } from "../names.js";
import { check, dayIn } from "../rules.js";

const PAUSE = 500;

/** A story without words. */
export const newStory = (today) => ({
  id: "", file: "", isNamed: false, isChecked: false, step: "start", date: today, title: "", author: {}, credentials: [], topics: [],
  summary: "", asks: "", text: "", answers: [], pictures: [], saved: "",
});

/** Whether there is anything in a story that somebody could miss. */
export const hasWords = (story) =>
  Boolean(story.title.trim() || story.text.trim() || story.summary.trim() || story.asks?.trim() || story.pictures.length || story.author.id || story.author.name);

export const today = (data) => dayIn(data.timezone);

/** Keeps a story in the browser; `saved` is called after each time, with the moment. */
export class Keeper {
  constructor(drafts, { saved, failed }) {
    Object.assign(this, { drafts, saved, failed, timer: 0, pending: null, last: Promise.resolve() });
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush());
    addEventListener("pagehide", () => this.flush());
  }

  later(story) {
    this.pending = story;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Keeps what waits, one after another. */
  flush() {
    clearTimeout(this.timer);
    const story = this.pending;
    this.pending = null;
    // One that was kept before is kept again without its words: they were deleted.
    if (!story || !(story.id || hasWords(story))) return this.last;
    this.last = this.last.then(async () => {
      try {
        const { id, saved } = await this.drafts.save({ ...story });
        Object.assign(story, { id, saved });
        if (this.drafts.kept) this.saved(new Date(saved));
        else this.failed();
      } catch (error) {
        this.failed(error);
      }
    });
    return this.last;
  }

  async remove(story) {
    clearTimeout(this.timer);
    this.pending = null;
    await this.last;
    if (story.id) await this.drafts.remove(story.id);
  }
}

/** A story as it was kept. One whose title was still being typed has no name yet. */
export const restored = (story) => (story.isNamed ? story : { ...story, file: "" });

/** Gives a story the name of its file, once and for all: the first that no story of the site has. */
export async function name(story, data) {
  if (story.isNamed || !story.title.trim()) return;
  story.isNamed = true;
  const first = fileName(story.title, story.date || today(data));
  story.file = first;
  for (let number = 2; number < 10 && (await isTaken(story.file, data)); number++) story.file = `${first}-${number}`;
}

/** Whether the site has a story at the address of a file; false where nobody can tell. */
export async function isTaken(file, data) {
  try {
    const answer = await fetch(addressIn(file, data), { method: "HEAD", cache: "no-store" });
    return answer.ok && !answer.redirected;
  } catch {
    return false;
  }
}

const addressIn = (file, data) => `${data.root}posts/${addressOf(file)}/`;
/** The absolute address at which a story will be. */
export const addressOfStory = (story, data) => `${data.base_url}posts/${addressOf(story.file)}/`;

/** The text of a story as its file has it, without the lines above it. */
export const bodyOf = (story) => toFile(story).replace(/^---\n[^]*?\n---\n/, "");

export const countWords = (text) => (text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []).length;

/** What is wrong: the findings of the rules, and those that only this form knows. */
export function findings(story, data, t) {
  const asked = { ...story, pictures: story.pictures.map((picture) => ({ ...picture, people: picture.people || PEOPLE.nobody })) };
  const found = check(asked, data.rules).map((one) => ({ ...one, sentence: sentence(one, data, t) }));
  for (const heading of emptyHeadings(story.text)) {
    found.push({ field: "text", severity: "warning", code: "heading-without-text", heading, sentence: t("empty_heading", { heading }) });
  }
  const count = countWords(story.text);
  if (count && count < SHORT) found.push({ field: "text", severity: "notice", code: "short", sentence: t("short", { count }) });
  if (count > LONG) found.push({ field: "text", severity: "notice", code: "long", sentence: t("long", { count }) });
  if (!story.summary.trim()) found.push({ field: "summary", severity: "notice", code: "no-summary", sentence: t("no_summary") });
  return found;
}

export const SHORT = 350;
export const LONG = 900;

/** A finding as sentences of the form; names of fields are those that the writer sees. */
function sentence({ code, parameters }, data, t) {
  const { message, help } = data.rules.messages[code];
  const values = "name" in parameters && t.has(`field_${parameters.name}`) ? { ...parameters, name: t(`field_${parameters.name}`) } : parameters;
  const filled = (words) => words.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  return [message, help].map(filled).filter(Boolean).map(asSentence).join(" ");
}

const asSentence = (words) => {
  const text = words[0].toLocaleUpperCase() + words.slice(1);
  return /[.!?…)]$/.test(text) ? text : `${text}.`;
};

/** Headings, such as questions that were not answered, with nothing below them. */
export function emptyHeadings(text) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found = [];
  let open = "";
  for (const line of lines) {
    const heading = /^(#{2,6}) +(.*\S)/.exec(line);
    if (heading) {
      if (open) found.push(open);
      [, , open] = heading;
    } else if (line.trim()) open = "";
  }
  return open ? [...found, open] : found;
}

/** A text without a heading that has nothing below it. */
export function withoutHeading(text, heading) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const at = lines.findIndex((line) => /^#{2,6} /.test(line) && line.replace(/^#+ +/, "").trim() === heading);
  if (at < 0) return text;
  let end = at + 1;
  while (end < lines.length && !lines[end].trim()) end++;
  return [...lines.slice(0, at), ...lines.slice(end)].join("\n");
}
