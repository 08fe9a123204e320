// The words of the form, in the language of the site. They come with the page, from the translations of its theme.

/** A function that gives the text of a key with its places filled in, and one that gives it as nodes. */
export function wordsOf(words, language) {
  const plural = rulesOf(language);
  const number = new Intl.NumberFormat(plural.resolvedOptions().locale);
  const phrase = (key, { count } = {}) => {
    const found = words[key] ?? key;
    return typeof found === "string" ? found : (found[plural.select(count)] ?? found.other);
  };
  const shown = (name, value) => (name === "count" && typeof value === "number" ? number.format(value) : value);
  const t = (key, values = {}) =>
    phrase(key, values).replace(/\{(\w+)\}/g, (all, name) => (name in values ? shown(name, values[name]) : all));
  /** The same where values are elements, such as a word in bold. */
  t.nodes = (key, values = {}) =>
    phrase(key, values)
      .split(/(\{\w+\})/)
      .map((part) => (/^\{\w+\}$/.test(part) && part.slice(1, -1) in values ? shown(part.slice(1, -1), values[part.slice(1, -1)]) : part))
      .filter((part) => part !== "");
  t.has = (key) => key in words;
  return t;
}

function rulesOf(language) {
  try {
    return new Intl.PluralRules(language);
  } catch {
    return new Intl.PluralRules("en");
  }
}

/** How a day is written; `day` is such as 2026-11-30, and has no time zone. */
export function dayIn(language, day) {
  const moment = new Date(`${day}T12:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  return format(language, { weekday: "long", month: "long", day: "numeric", timeZone: "UTC" }).format(moment);
}

/** A moment as a time today, or as a day. */
export function timeIn(language, moment, timeZone) {
  return format(language, { hour: "numeric", minute: "2-digit", timeZone }).format(moment);
}

export function momentIn(language, moment, timeZone) {
  return format(language, { weekday: "long", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", timeZone }).format(moment);
}

function format(language, options) {
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat("en", options);
  }
}
