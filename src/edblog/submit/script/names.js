// Names of files: letters a-z, digits and hyphens, so that every computer can keep them.

// Letters that Unicode does not decompose into a plain letter and an accent, as in edblog's own slugs.
const LETTERS = Object.fromEntries([
  ...[..."đĐðÐħĦłŁøØıŧŦĸŋŊ"].map((letter, at) => [letter, [..."dDdDhHlLoOitTknN"][at]]),
  ...Object.entries({ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", þ: "th", Þ: "TH", ĳ: "ij", Ĳ: "IJ" }),
  ...[..."'’‘ʼʻ\u00ad\u200b\u2060\ufeff"].map((letter) => [letter, ""]),
]);
/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 60;

/** The words of a text in letters a-z, digits and hyphens; empty if it has none. */
export function slug(text) {
  const plain = [...String(text)].map((letter) => LETTERS[letter] ?? letter).join("").normalize("NFKD");
  return plain
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** A slug of at most `limit` characters, cut after a word. */
export function short(words, limit = LONGEST) {
  if (words.length <= limit) return words;
  const cut = words.slice(0, limit + 1);
  const end = cut.lastIndexOf("-");
  return cut.slice(0, end > limit / 2 ? end : limit);
}

/** The name of a story's file without `.md`: a date, and the title or, if it is in another script, a short code. */
export function fileName(title, day) {
  let words = short(slug(title));
  const letters = [...String(title)].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).length;
  // "2" would be a poor name for a title in Arabic that has a 2 in it.
  if (words.replaceAll("-", "").length < Math.min(letters, 3) || !words) words = `story-${code(title)}`;
  if (RESERVED.test(words)) words = `${words}-story`;
  return /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}-${words}` : words;
}

/** The last part of a story's address, such as `a-jar` for the file `2026-11-30-a-jar`. */
export const addressOf = (file) => file.replace(/^\d{4}-\d{1,2}-\d{1,2}[-_ ]+(?=\S)/, "");

/** A name like `name` that is not among `taken`: `jar-2`. */
export function free(name, taken) {
  const used = new Set([...taken].map((other) => other.toLowerCase()));
  const [, stem, end] = /^(.*?)(\.[^.]*)?$/.exec(name);
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${stem}-${number}${end ?? ""}`;
    if (!used.has(tried.toLowerCase())) return tried;
  }
}

/** Five letters and digits that stand for a text: its FNV-1a hash. */
function code(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36).padStart(5, "0").slice(-5);
}
