// Plain text as Markdown: edblog shows it as it was typed. Only characters that edblog would read as marks get a backslash.

const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const NOT_TEXT = /(?![\t-\r\x1c-\x1f\x85])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const WORD = /[\p{L}\p{N}_]/u;
const ADDRESS = /https?:\/\/[^\s<>"\\`|]+/g;

/** A text on one line, without control characters, as edblog reads a field. */
export const oneLine = (text) => String(text ?? "").replace(NOT_TEXT, "").replace(SPACE, " ").trim();

/** A text of several lines, with plain line ends and without control characters. */
export const lines = (text) =>
  String(text ?? "")
    .replace(/\r\n?|[\x85\u2028\u2029]/g, "\n")
    .replace(/[\x0b\x0c]/g, " ")
    .replace(NOT_TEXT, "");

// Each pattern finds marks within a line; all its stars, dollars and so on get a backslash.
const MARKS = [
  /\\(?=[!-/:-@[-`{-~]|$)/g, // a backslash before a symbol
  /`/g,
  /(?<!\s|^)\*|\*(?!\s|$)/g, // 3 * 4 is no emphasis
  /(?<![\p{L}\p{N}_])_+(?!\s|$)|(?<!\s|^)_+(?![\p{L}\p{N}_])/gu, // snake_case is none
  /<(?=[A-Za-z/!?])/g,
  /\[(?=\^|\[|!)|\[(?=[^\]]*\][([:])/g,
  /\{(?=[.#:])/g,
  /(?<![\p{L}\p{N}_:]):(?=[a-z0-9_+-]{1,40}:(?![\p{L}\p{N}_]))/gu, // :smile:
  /(?<=[\p{L}\p{N}_)\]}])\^(?=[^\s^]{1,30}\^)/gu, // x^2^
  /(?<![\p{L}\p{N}_=])==(?=[^\s=])/gu, // ==marked==
];
const TILDES = /~[^~]*\S~/;
const FORMULA = /\$\$|\$(?![\s`])[^$\n]*[^\s$]\$(?![\p{L}\p{N}_$])/u;
const ENTITY = /&(?=#?\w{1,31};)/g;
// What makes a block at the start of a line; the group is what comes before the backslash.
const STARTS = [
  /^()#{1,6}(?=\s|$)/,
  /^()>/,
  /^()[-+*](?=\s|$)/,
  /^(\d{1,9})[.)](?=\s|$)/,
  /^()(?:=+|-+)\s*$/,
  /^()([-*_])(?: *\2){2,} *$/,
  /^()~{3}/,
  /^():/,
  /^()!!!/,
  /^()\[[^\]]+\]:/,
  /^()\$\$/,
  /^()[-:|][-:| ]*\|[-:| ]*$/,
];

/** Where web addresses are in a text, without the punctuation that ends a sentence: `[start, end]`. */
export function addresses(text) {
  return [...text.matchAll(ADDRESS)].map((found) => {
    let address = found[0].replace(/[.,;:!?*_'’”)}\]]+$/, "");
    // A parenthesis may be part of it: https://en.wikipedia.org/wiki/Jar_(vessel).
    if (address.includes("(") && found[0][address.length] === ")") address += ")";
    return [found.index, found.index + address.length];
  });
}

/**
 * The characters of a text (UTF-16 units), each as Markdown that shows it. Lines end with "\n".
 * Web addresses become links if `link` is true.
 */
export function escaped(text, { link = true } = {}) {
  const shown = text.split("");
  const before = (at) => {
    if (shown[at].length === 1) shown[at] = `\\${shown[at]}`;
  };
  for (const pattern of MARKS) {
    for (const found of text.matchAll(pattern)) {
      for (let at = found.index; at < found.index + found[0].length; at++) before(at);
    }
  }
  if (TILDES.test(text)) eachOf(text, "~", before);
  if (FORMULA.test(text)) eachOf(text, "$", before);
  for (const found of text.matchAll(ENTITY)) shown[found.index] = "&amp;";
  let start = 0;
  for (const line of text.split("\n")) {
    const found = STARTS.map((pattern) => pattern.exec(line)).find(Boolean);
    if (found) before(start + found[1].length);
    start += line.length + 1;
  }
  for (const [from, to] of addresses(text)) {
    for (let at = from; at < to; at++) shown[at] = text[at];
    if (link) {
      shown[from] = `<${shown[from]}`;
      shown[to - 1] += ">";
    }
  }
  return shown;
}

function eachOf(text, character, act) {
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) act(at);
}

/** Text as Markdown that shows it. */
export const escapeText = (text, options) => escaped(text, options).join("");

/** Whether a character is a letter, a digit or an underscore. */
export const isWord = (character) => WORD.test(character);
