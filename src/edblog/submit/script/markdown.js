// A story as the files that edblog reads: front matter and Markdown, with its pictures beside it.
import { escapeText, lines, oneLine } from "./text.js";

/** The folder of stories in a site. */
export const FOLDER = "content/posts";
/** What a writer says of the people in a picture: nobody can be recognized; they, or their families, have agreed; not yet. */
export const PEOPLE = { nobody: "nobody", agreed: "agreed", notYet: "not-yet" };

const PLAIN_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
// Words and numbers that YAML may take for something else than a text.
const NOT_PLAIN = /^(?:null|true|false|yes|no|on|off|[0-9].*)$/;
const ENTITY = /&(?=(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)/g;

/** The path of a story's text in the site. */
export const pathOf = (story) =>
  story.pictures?.length ? `${FOLDER}/${story.file}/index.md` : `${FOLDER}/${story.file}.md`;

/** All files of a story, for a folder or an upload: `{path, name, blob}`. */
export function filesOf(story) {
  const path = pathOf(story);
  const text = new Blob([toFile(story)], { type: "text/markdown;charset=utf-8" });
  const pictures = (story.pictures ?? []).map(({ name, blob }) => ({ path: `${FOLDER}/${story.file}/${name}`, name, blob }));
  return [{ path, name: path.slice(path.lastIndexOf("/") + 1), blob: text }, ...pictures];
}

/** The text of a story's file. */
export function toFile(story) {
  return `---\n${frontMatter(story).join("\n")}\n---\n${body(story)}\n`;
}

function frontMatter(story) {
  const { title, date, author = {}, credentials = [], topics = [], summary, asks } = story;
  const fields = [`title: ${prose(title)}`, `date: ${oneLine(date)}`, `author: ${byline(author)}`];
  if (credentials.length) fields.push(`credentials: [${credentials.map(id).join(", ")}]`);
  const named = topics.map(oneLine).filter(Boolean);
  if (named.length) fields.push(`topics: [${named.map(quoted).join(", ")}]`);
  if (oneLine(summary)) fields.push(`summary: ${prose(summary)}`);
  if (oneLine(asks)) fields.push(`asks: ${prose(asks)}`);
  return [...fields, ...photoFields(story.pictures ?? [])];
}

/** An id of an author page, or the fields of somebody who has no page yet. */
function byline(author) {
  if (author.id) return id(author.id);
  const fields = ["name", "role", "school"].filter((key) => oneLine(author[key]));
  return `{${fields.map((key) => `${key}: ${prose(author[key])}`).join(", ")}}`;
}

/** What front matter says of the people in the pictures, once the writer has said something of each. */
function photoFields(pictures) {
  const said = pictures.map((picture) => picture.people).filter(Boolean);
  if (!said.length) return [];
  if (said.every((people) => people === PEOPLE.nobody)) {
    return said.length === pictures.length ? ["people_in_photo: no"] : [];
  }
  const agreed = said.length === pictures.length && !said.includes(PEOPLE.notYet);
  return ["people_in_photo: yes", ...(agreed ? ["photo_release: yes"] : [])];
}

/** A text in YAML's double quotes. */
const quoted = (text) => `"${oneLine(text).replace(/["\\]/g, "\\$&")}"`;

/** The same for a field in which edblog reads HTML entities, as other programs write them. */
const prose = (text) => quoted(oneLine(text).replace(ENTITY, "&amp;"));

const id = (text) => (PLAIN_ID.test(text) && !NOT_PLAIN.test(text) ? text : quoted(text));

/** The text, the answers below their questions, and the pictures that the text does not name. */
function body(story) {
  const parts = [lines(story.text).replace(/[ \t]+$/gm, (end) => (end === "  " ? end : "")).replace(/^\n+|\s+$/g, "")];
  for (const { question, answer } of story.answers ?? []) {
    const words = lines(answer).replace(/^\n+|\s+$/g, "");
    if (words.trim()) parts.push(`## ${escapeText(oneLine(question), { link: false })}`, words);
  }
  let text = parts.filter(Boolean).join("\n\n");
  for (const { name, alt } of story.pictures ?? []) {
    const target = pattern(name);
    if (target.test(text)) text = text.replace(target, (all, words, rest) => `![${description(alt || words)}](${rest}`);
    else text += `\n\n${picture(name, alt)}`;
  }
  return text.trim() ? text.replace(/^\n+/, "") : "";
}

/** A picture of that name in a text: its description, and what follows the parenthesis. */
const pattern = (name) => new RegExp(`!\\[([^\\]\\n]*)\\]\\((<?${name.replace(/[.*+?^\${}()|[\\]\\\\]/g, "\\$&")}(?=[>\\s)]))`, "g");

/** A picture in Markdown. */
export const picture = (name, alt) => `![${description(alt)}](${name})`;

/** Words in the brackets of a picture or link. */
export const description = (words) => escapeText(oneLine(words), { link: false }).replace(/\\?\[/g, "(").replace(/\\?\]/g, ")");
