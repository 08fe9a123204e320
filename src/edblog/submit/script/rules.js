// What a form can check while a writer types, by rules that edblog exports from the tables of its own check. Names of students
// and exact numbers are not among them: only `edblog check` finds those.
import { PEOPLE } from "./markdown.js";
import { addresses, oneLine } from "./text.js";

const DAY = 86_400_000;

/**
 * What is wrong with a story: `[{field, severity, message, help, code, parameters, at}]`, in the order of the form.
 *
 * `field` is a name such as `title`, `author.name`, `text` or `pictures.0`; `at` is a position in the text. `message` and
 * `help` are English; `code` and `parameters` are what translations go by. `rules` are those of `edblog.sources.rules`;
 * `rules.ids` holds the ids of each folder. `today` is a day of the site's time zone, such as `2026-11-30`.
 */
export function check(story, rules, { today = dayIn(rules.timezone) } = {}) {
  const found = [];
  const say = (field, code, parameters = {}, at = null) => found.push(finding(rules, field, code, parameters, at));
  checkFields(story, rules, say);
  checkDate(story.date ?? "", rules.fields.date, today, say);
  checkText(story, rules, say);
  checkPictures(story, rules, say);
  return found;
}

/** A message with its parameters filled in. */
export function finding(rules, field, code, parameters = {}, at = null) {
  const { severity, message, help } = rules.messages[code];
  const filled = (words) => words.replace(/\{(\w+)\}/g, (all, name) => parameters[name] ?? all);
  return { field, severity, message: filled(message), help: filled(help), code, parameters, at };
}

/** Today in a time zone, as year, month and day. */
export function dayIn(timeZone, now = new Date()) {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** Unicode characters, as edblog counts them. */
const length = (text) => [...text].length;
const brief = (text) => (length(text) > 100 ? `${[...text].slice(0, 100).join("")}…` : text);

function checkFields(story, rules, say) {
  const { fields } = rules;
  line(say, "title", story.title, fields.title);
  const author = story.author ?? {};
  if (author.id) known(say, "author", author.id, fields.author, rules);
  else if (!Object.values(author).some(oneLine)) say("author", "missing-author", { name: "author" });
  else for (const [name, rule] of Object.entries(fields.author.groups)) line(say, `author.${name}`, author[name], rule, name);
  for (const name of ["credentials", "topics"]) {
    const values = (story[name] ?? []).map(oneLine).filter(Boolean);
    const rule = fields[name];
    if (values.length > rule.entries) say(name, "too-many", { name, count: values.length, limit: rule.entries });
    for (const value of values) {
      line(say, name, value, rule);
      if (rule.ids_of) known(say, name, value, rule, rules);
      if (rule.needs_letters && !/[\p{L}\p{N}]/u.test(value)) say(name, "topic-without-letters", { topic: value });
    }
  }
  for (const name of ["summary", "asks"]) line(say, name, story[name], fields[name]);
}

function line(say, field, value, rule, name = field) {
  const text = oneLine(value);
  if (!text && rule.needed) say(field, rule.missing, { name });
  if (length(text) > rule.limit) say(field, "too-long", { name, count: length(text), limit: rule.limit });
}

function known(say, field, id, rule, rules) {
  const ids = rules.ids?.[rule.ids_of];
  if (ids && !ids.includes(id)) say(field, rule.unknown, { id });
}

function checkDate(typed, rule, today, say) {
  const text = oneLine(typed);
  if (!text) return say("date", "missing-date", { name: "date" });
  const found = new RegExp(rule.pattern, "u").exec(text);
  if (!found) return say("date", "unreadable-date", { text: brief(text) });
  const [, year, month, day, hour = 0, minute = 0, second = 0] = found.map((part) => (part === undefined ? part : Number(part)));
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  const isDay = year > 0 && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  if (!isDay || hour > 23 || minute > 59 || second > 59) return say("date", "no-such-day", { text: brief(text) });
  if (year < rule.first_year) return say("date", "old-date", { year });
  const shown = moment.toISOString().slice(0, 10);
  if (moment - Date.parse(today) > rule.far_days * DAY) say("date", "far-date", { name: "date", day: shown, likely: likely(today, shown) });
  if (shown > today) say("date", "scheduled", { day: shown });
}

const likely = (today, day) => `${today.slice(0, 4)}${day.slice(4)}`.replace("-02-29", "-02-28");

function checkText(story, rules, say) {
  const { text: rule } = rules;
  const text = String(story.text ?? "").replace(/\r\n?/g, "\n");
  const answers = (story.answers ?? []).map(({ answer }) => String(answer ?? ""));
  const all = [text, ...answers].join("\n");
  if (!all.trim() && !story.pictures?.length) say("text", "empty-story");
  const size = new TextEncoder().encode(all).length;
  if (size > rule.limit_kb * 1000) say("text", "text-too-large", { size: Math.round(size / 1000), limit: rule.limit_kb });
  [text, ...answers].forEach((part, at) => {
    const field = at ? `answers.${at - 1}` : "text";
    for (const [position, code, parameters] of finds(part, rule, story.pictures ?? [])) say(field, code, parameters, position);
  });
}

/** What is wrong in a text: `[position, code, parameters]`, in the order of the text. */
function finds(text, rule, pictures) {
  const prose = `\n${withoutCode(text)}`;
  const found = [];
  const each = (name, act) => {
    for (const match of prose.matchAll(regex(rule.patterns[name], "gmu"))) act(match);
  };
  const add = (at, code, parameters = {}) => found.push([Math.max(0, at - 1), code, parameters]);
  each("picture", (match) => {
    const [, words, target = "", attributes = ""] = match;
    const alt = words.trim();
    const file = targetOf(target);
    const given = pictures.find(({ name }) => name === file);
    // The picture's own card asks for its words.
    if (!alt && given) return;
    if (!alt && !attributes.includes(rule.decorative)) add(match.index, "missing-alt");
    else if (alt && isEmptyDescription(alt, target, rule)) add(match.index, "empty-words", { alt });
    const isElsewhere = /^[a-z]+:|\//i.test(file) || !regex(rule.patterns.file, "iu").test(file);
    if (!given && !isElsewhere && !rule.files?.includes(file)) add(match.index, "missing-picture", { name: brief(file) });
  });
  each("link", (match) => {
    if (prose[match.index - 1] === "!") return;
    const words = match[1].replace(regex(rule.patterns.marks, "gu"), "").replace(/\s+/g, " ").trim();
    wordsOfLink(match.index, words, rule, add);
  });
  each("autolink", (match) => {
    // An address on a line of its own may become a player.
    const isAlone = prose[match.index - 1] === "\n" && /^[ \t]*(?:\n|$)/.test(prose.slice(match.index + match[0].length));
    if (!isAlone) wordsOfLink(match.index, match[1], rule, add);
  });
  each("bold_line", (match) => {
    const words = match[2].trim();
    if (!rule.sentence_ends.includes(words.at(-1)) && words.split(/\s+/).length <= rule.heading_words) add(match.index + 2, "bold-heading", { words });
  });
  each("close_heading", (match) => add(match.index + match[0].length - match[1].length, "heading-without-space", { signs: match[1] }));
  each("rule", (match) => {
    const start = prose.lastIndexOf("\n", match.index - 1) + 1;
    const head = prose.slice(start, match.index);
    if (head.includes("|") && !head.replace(/[|\s]/g, "")) add(start, "table-without-headers");
  });
  for (const [from, to] of addresses(prose)) if (isBare(prose, from, to)) add(from, "bare-address", { address: prose.slice(from, to) });
  let end = -9;
  each("bullets", (match) => {
    const between = end < 0 ? 2 : prose.slice(end, match.index).split("\n").length - 1;
    if (end < 0 || (match.index > end + 2 && between > 1)) add(match.index + 1, "fake-list");
    end = match.index + match[0].length;
  });
  headings(prose, rule, add);
  return found.sort(([one], [other]) => one - other);
}

/** Headings that are empty, as large as the title, or more than a level below the one before. */
function headings(prose, rule, add) {
  let above = 0;
  let hasFirst = false;
  for (const match of prose.matchAll(regex(rule.patterns.hashes, "gmu"))) {
    const at = match.index + 1;
    const typed = match[1].length;
    if (!match[2].replace(/^[\s#]+|[\s#]+$/g, "")) {
      add(at, "empty-heading");
      continue;
    }
    if (typed === 1 && !hasFirst) {
      hasFirst = true;
      add(at, "first-level-heading");
    }
    const level = Math.max(typed, 2);
    if (above && level > above + 1) add(at, "heading-skip", { level, above, signs: "#".repeat(above + 1) });
    above = level;
  }
}

/** Whether a web address is only words. One on a line of its own may become a player. */
function isBare(prose, from, to) {
  const before = prose.slice(prose.lastIndexOf("\n", from - 1) + 1, from);
  const after = prose.slice(to).split("\n", 1)[0];
  const isAlone = !before.trim() && !after.trim() && /\n[ \t]*\n?$/.test(prose.slice(0, from - before.length)) && /^[^\n]*(?:\n[ \t]*(?:\n|$)|$)/.test(prose.slice(to));
  const isPart = /(?:[<"'=]|\]\(<?)$/.test(before) || /^[ \t>]*\[(?!\^)[^\]]*\]:\s*<?$/.test(before) || /^[^[\]]*\]\(/.test(after) || /<[a-z][^<>]*$/i.test(before);
  return !isAlone && !isPart;
}

function wordsOfLink(at, words, rule, add) {
  const plain = words.toLowerCase().replace(regex(`^[${rule.link_ends}]+|[${rule.link_ends}]+$`, "gu"), "");
  if (length(words) < rule.long_link && rule.vague.includes(plain)) add(at, "vague-link", { words });
  else if (length(words) > rule.long_address && /^(?:https?:\/\/|www\.)/.test(words) && !words.includes(" ")) add(at, "address-as-words");
}

/** Whether a description says nothing: the name of a file, or a word such as "photo". */
export function isEmptyDescription(alt, target, rule) {
  const strip = (text) => oneLine(text.toLowerCase()).replace(/^[ .:!_-]+|[ .:!_-]+$/g, "");
  const words = strip(alt);
  const whole = (name) => regex(`^(?:${rule.patterns[name]})$`, "u").test(words);
  const stem = strip(targetOf(target).replace(/^.*\//, "").replace(/\.[^.]*$/, ""));
  return rule.empty_descriptions.includes(words) || (whole("file") && !words.includes(" ")) || whole("camera") || (/[_\d]/.test(words) && words === stem);
}

/** The file that a picture in Markdown names, from the text in its parentheses. */
const targetOf = (target) => target.trim().split(' "')[0].replace(/^[<\s]+|[>\s]+$/g, "").replaceAll("%20", " ");

/** A text with spaces in place of code and of the blocks of players, so that all other characters keep their places. */
function withoutCode(text) {
  const blank = (code) => code.replace(/[^\n]/g, " ");
  return text
    .replace(/^[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})[^`\n]*\n[^]*?(?:^[ \t>]*\1[`~]*[ \t]*$|(?![^]))/gm, blank)
    .replace(/^[ \t]*:{3}[^]*?(?:^[ \t]*:{3}[ \t]*$|(?![^]))/gm, blank)
    .replace(/(?<!`)(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g, blank);
}

const made = new Map();
function regex(source, flags) {
  const key = `${flags}/${source}`;
  if (!made.has(key)) made.set(key, new RegExp(source, flags));
  return made.get(key);
}

/** Each picture asks for its words, and for what is known of the people in it. */
function checkPictures(story, rules, say) {
  const pictures = story.pictures ?? [];
  pictures.forEach(({ name, alt }, at) => {
    const words = oneLine(alt);
    if (!words) say(`pictures.${at}`, "missing-alt-of", { name });
    else if (isEmptyDescription(words, name, rules.text)) say(`pictures.${at}`, "empty-words", { alt: words });
    else if (length(words) > rules.text.alt_limit) say(`pictures.${at}`, "too-long", { name: "alt", count: length(words), limit: rules.text.alt_limit });
  });
  pictures.forEach(({ people, name }, at) => {
    if (people === PEOPLE.notYet) say(`pictures.${at}`, "photo-release", { name });
    else if (!people) say(`pictures.${at}`, rules.photo_release === "required" ? "photo-unanswered-required" : "photo-unanswered", { name });
  });
}
